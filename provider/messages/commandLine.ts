import type { Messages } from "./entry";

/** The command line of `pulumi-atlas-streams`, whatever the command. */
export const commandLine = {
  wrong: {
    text: {
      noCommand: (commands: string) => `A command is missing. There are: ${commands}.`,
      otherCommand: (command: string, commands: string) =>
        `There is no command ${command}. There are: ${commands}.`,
      extra: (command: string, words: string) => `${command} takes only options, not ${words}.`,
      noProject: "--project is missing: the id of the Atlas project, 24 hexadecimal digits.",
      noWorkspace: "--workspace is missing: the name of the stream workspace.",
      seeHelp: (problem: string) => `${problem}\n\n--help lists the options.`,
    },
    cause: "The command line is wrong.",
    cure: "Correct it as the message says.",
  },
} satisfies Messages;
