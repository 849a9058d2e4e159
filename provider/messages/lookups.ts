import type { Messages } from "./entry";

export const lookups = {
  failed: {
    text: {
      one: (connection: string, reason: string) => `could not look up connection ${connection}: ${reason}`,
      list: (workspace: string, project: string, reason: string) =>
        `could not list the connections of workspace ${workspace} in project ${project}: ${reason}`,
    },
    cause: "The beginning of every error of a look-up.",
    cure: "See the rest of the message.",
  },
  notAnArgument: {
    text: (argument: string, lookup: string, allowed: string) =>
      `${argument}: is not an argument of ${lookup}; allowed are ${allowed}`,
    cause: "A look-up takes the address only.",
    cure: "Remove the argument.",
  },
  output: {
    text: (lookup: string, args: string) => `${lookup}: ${args}: is an output; use ${lookup}Output`,
    cause: "A look-up that returns a promise takes plain values only.",
    cure: "Use the function that the message names: it takes outputs and returns an output.",
  },
  unknownSettings: {
    text: (lookup: string) =>
      `${lookup}: the settings of the AtlasProvider are not known yet in this preview; use ${lookup}Output, which waits for them`,
    cause: "The credentials of the `AtlasProvider` come from a resource that does not exist yet.",
    cure: "Use the function that the message names.",
  },
  otherProvider: {
    text: (lookup: string) => `${lookup}: provider must be an AtlasProvider of pulumi-atlas-streams`,
    cause: "`provider`, or the provider of `parent`, is of another kind.",
    cure: "Pass an `AtlasProvider`.",
  },
  unsettled: {
    text: (lookup: string) => `${lookup}: the program ended before there was a result`,
    cause:
      "Node has nothing left to wait for: an argument is a promise or output that never gets a value, or there is a bug in this package. Without this error, Node would end the program as a success, and Pulumi would delete every resource that the program had not declared yet.",
    cure: "Check that every argument gets a value; otherwise please report it, with `PULUMI_ATLAS_STREAMS_LOG=debug`.",
  },
} satisfies Messages;
