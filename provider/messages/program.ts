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
} satisfies Messages;
