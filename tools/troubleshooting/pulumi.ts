import type { Messages } from "../../provider/messages/entry";

/** Messages of Pulumi's engine in situations that users of this package meet. */
export const pulumiMessages = {
  locked: {
    text: "the stack is currently locked by … lock(s)",
    cause: "Another run uses the stack, or an earlier run was killed.",
    cure: "After a killed run, `pulumi cancel`, then [the commands after an interruption](reliability.md#interruptions).",
  },
  pendingOperations: {
    text: "warning: Attempting to deploy or update resources with … pending operations from previous deployment.",
    cause: "A run was interrupted while it created something.",
    cure: "`PULUMI_ATLAS_STREAMS_ADOPT=1 pulumi up`, then `pulumi refresh --clear-pending-creates`.",
  },
  cancelling: {
    text: "^C received; cancelling.",
    cause: "The engine waits for the operations that have begun, possibly for READY.",
    cure: "Wait, or press Ctrl-C again to stop immediately. After that, run [the commands after an interruption](reliability.md#interruptions).",
  },
  emptyAttributes: {
    text: "failed to load checkpoint: EOF",
    cause: "After a SIGKILL, with a `file://` backend: an `.attrs` file is empty. The state is complete.",
    cure: "Delete the empty `.attrs` files below `.pulumi/` of the backend. `?metadata=skip` at the end of the backend's URL avoids these files.",
  },
  providerKilled: {
    text: "error reading from server: EOF",
    cause: "The process of the provider was killed.",
    cure: "Run `PULUMI_ATLAS_STREAMS_ADOPT=1 pulumi up`.",
  },
  plainImport: {
    text: "code must be a string, not undefined",
    cause: "`pulumi import` without a file, or the `import` option: neither works for dynamic resources.",
    cure: "See [importing.md](importing.md).",
  },
  notInstalled: {
    text: {
      hooks: "Cannot find module 'pulumi-atlas-streams/hooks'",
      lifecycle: "Cannot find module 'pulumi-atlas-streams/dist/provider/lifecycle.js'",
    },
    cause: "The folder of `Pulumi.yaml` does not have the package installed. `pulumi destroy` needs it too.",
    cure: "`npm install`. With pnpm or a component package, add it to the project's own `dependencies`.",
  },
  noMain: {
    text: "Cannot find module '@pulumi/pulumi/cmd/dynamic-provider'",
    cause:
      "The provider process starts in a folder without `node_modules`: a program of the Automation API with `projectSettings` but without `main`, or yarn's Plug'n'Play.",
    cure: "See [Automation API](programs.md#automation-api) and [yarn Plug'n'Play](programs.md#yarn-plugnplay).",
  },
  copyGone: {
    text: "Cannot find module '…/node_modules/pulumi-atlas-streams/dist/provider/lifecycle.js'",
    cause: "An earlier `pulumi up` used a copy of this package below another package, and that copy is gone.",
    cure: "Run `pulumi up` without `--refresh`. It corrects the state and sends no request.",
  },
  engines: {
    text: "EBADENGINE",
    cause: "A warning of npm: @pulumi/pulumi declares Node 22, but also runs on Node 20.",
    cure: "Nothing to do.",
  },
} satisfies Messages;
