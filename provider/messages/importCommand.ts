import type { Messages } from "./entry";

export const importCommand = {
  commandLine: {
    text: {
      sameFile: "--program and --file must be two files.",
      otherLanguage: (extensions: string) => `--program must end in one of ${extensions}.`,
    },
    cause: "The command line is wrong.",
    cure: "Correct it as the message says.",
  },
  shadowed: {
    text: (module: string, loaded: string, program: string) =>
      `import "./${module}" would load ${loaded} instead of ${program}, and pulumi up would then ` +
      "delete what the program does not declare. Choose another name with --program or --file.",
    cause: "A file of the same name has another extension. Node prefers `.js`, `.json` and `.node` to `.ts`.",
    cure: "Give the two files names that differ from each other and from the files in the folder.",
  },
  notWritable: {
    text: {
      folder: (path: string) => `${path} cannot be written: it is a folder.`,
      noFolder: (path: string, folder: string) => `${path} cannot be written: there is no folder ${folder}.`,
      failed: (path: string, reason: string) => `${path} cannot be written: ${reason}.`,
      exist: (paths: string, count: number, others: string) =>
        `${paths} ${count === 1 ? "exists" : "exist"} already, and nothing was written. ` +
        `For a second workspace, choose other names: ${others}. To import this one again, overwrite with --force.`,
    },
    cause: "A file cannot be written.",
    cure: "For a second workspace in one project, choose other names with `--prefix`, `--program` and `--file`. To import the same workspace again, use `--force`.",
  },
  configurationNotRead: {
    text: {
      noProject:
        "The stack's configuration was not read: this folder belongs to no Pulumi project (there is no Pulumi.yaml here or above).",
      failed: (command: string) =>
        `The stack's configuration was not read: ${command} failed; run it to see why.`,
    },
    cause: "Credentials then come from the environment only.",
    cure: "Go to the project's folder, select a stack, or set its passphrase.",
  },
  listFailed: {
    text: (workspace: string, project: string, reason: string) =>
      `Could not list the connections of workspace ${workspace} in project ${project}: ${reason}`,
    cause: "The command could not read the workspace. The cause is Atlas, the network or the credentials.",
    cure: "See the rest of the message.",
  },
  failoversNotRead: {
    text: (reason: string) => `The failover connections were not read, and the program has none: ${reason}`,
    cause:
      "Atlas has refused the list of a connection's failover connections. All connections are in the program.",
    cure: "See the rest of the message. If there are failover connections, correct the cause and run the command again.",
  },
  noSuchName: {
    text: (workspace: string, names: string, existing: string) =>
      `Workspace ${workspace} has no connection ${names}. It has: ${existing}.`,
    cause: "The workspace has no connection with a name that `--name` gives.",
    cure: "Correct the name.",
  },
  nothing: {
    text: "There is nothing to import, and nothing was written.",
    cause: "The workspace is empty, or every connection in it was skipped.",
    cure: "Check `--project` and `--workspace`.",
  },
  done: {
    text: {
      connections: (connections: string, workspace: string, program: string, file: string) =>
        `${connections} of workspace ${workspace}: wrote ${program}, the program, and ${file}, for pulumi import.`,
      inFiles: (paths: string) => `The program reads certificates from ${paths}.`,
    },
    cause: "Not an error: the command has succeeded.",
    cure: "Follow the next steps, which the command prints.",
  },
  unsettled: {
    text: "The command ended before it was done, and the files may be missing. Please report this.",
    cause: "A request got neither an answer nor an error. There is a bug in this package.",
    cure: "Please open an issue, with what `PULUMI_ATLAS_STREAMS_LOG=debug` prints.",
  },
  skipped: {
    text: {
      deleting: (name: string) => `Skipped: ${name}: Atlas is deleting it.`,
      unknownType: (name: string, type: string) =>
        `Skipped: ${name}: this version does not know its type, ${type}; a newer pulumi-atlas-streams may.`,
      name: (name: string) =>
        `Skipped: ${name}: its name cannot be part of an id (it is "." or "..", or holds "/" or control characters).`,
    },
    cause: "The connection cannot be imported. All others are in the program.",
    cure: "Nothing to do for a connection that is being deleted. For an unknown type, update the package.",
  },
  remarks: {
    text: {
      failed: "It is FAILED in Atlas: pulumi up will replace it.",
      pending: "It is PENDING in Atlas: pulumi up will wait for it.",
      keyPassword:
        "If sslKey has a password, add authentication.sslKeyPassword: pulumi up sends authentication as a whole.",
      refused: (problem: string) => `Pulumi will refuse it until this is corrected: ${problem}.`,
    },
    cause: "Not an error: a remark on one connection.",
    cure: "Read it before `pulumi up`.",
  },
} satisfies Messages;
