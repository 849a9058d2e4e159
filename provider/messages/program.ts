import type { Messages } from "./entry";

export const program = {
  notFindable: {
    text: (folder: string) =>
      `pulumi-atlas-streams cannot be found from ${folder}, where Pulumi will look for it. Add it to the dependencies of ` +
      "the program itself; a package of components should declare it as a peer dependency.",
    cause:
      "A component package depends on this package, but the program's own folder does not have it, for example with pnpm. Pulumi would then fail with `Cannot find module`.",
    cure: "Follow the message.",
  },
  foreignProvider: {
    text: (connection: string) =>
      `connection ${connection}: provider must be an AtlasProvider of pulumi-atlas-streams; with the provider of another ` +
      "package, Pulumi would give the connection to that package's plugin",
    cause: "`provider` in the options is of another kind, for example a `mongodbatlas.Provider`.",
    cure: "Pass an `AtlasProvider`, or leave `provider` out.",
  },
  plainCredentials: {
    text: (keys: string) =>
      `${keys} is not marked as a secret in the stack's configuration, so the state holds it in plain text. ` +
      "Set it again with pulumi config set --secret, run pulumi up, and renew the credentials.",
    cause:
      "A warning: `pulumi config set` without `--secret`. Pulumi stores the whole configuration in the state, with the default provider.",
    cure: "Follow the message. Earlier versions of the state keep the plain value.",
  },
} satisfies Messages;
