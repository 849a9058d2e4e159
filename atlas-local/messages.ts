/** Messages of the local Atlas, with cause and cure, as docs/troubleshooting.md shows them. */
export const messages = {
  noConnection: {
    text: (path: string) => `The local Atlas has no connection ${path}`,
    cause: "`edit`, `setState` or `setProcessors` was called for a connection that does not exist (yet).",
    cure: "Create the connection first, with a program or with `put`.",
  },
  stateFile: {
    text: {
      unreadable: (file: string) => `The local Atlas cannot read its state from ${file}`,
      foreign: (file: string) =>
        `The local Atlas cannot use ${file}: it is not a state file of a local Atlas`,
    },
    cause: "The file in the option `file` is damaged, or another program wrote it.",
    cure: "Delete it, or name another file.",
  },
  commandLine: {
    text: {
      portInUse: (port: number | undefined) =>
        `Port ${port} is in use. Choose another one with --port, or leave it out to get a free one.`,
      portForbidden: (port: number | undefined) =>
        `Port ${port} needs rights that you do not have. Choose one above 1023.`,
      number: (option: string) => `--${option} must be a whole number`,
      numberUpTo: (option: string, max: number) => `--${option} must be a whole number up to ${max}`,
      workspace: "--workspace must be a project id of 24 hexadecimal digits, a slash and a name",
      patch: "--patch must be merge or replace",
    },
    cause: "The command line of `pulumi-atlas-streams atlas` is wrong, or the port is not free.",
    cure: "Follow the message.",
  },
};
