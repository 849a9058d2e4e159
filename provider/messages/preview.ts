import { configKey } from "../atlas/settings/list";
import type { Messages } from "./entry";

const exists = (connection: string) => `connection ${connection} exists already, `;
const taken = (connection: string, type: string) =>
  `connection ${connection} exists already, with type ${type}, so pulumi up will fail unless it deletes that one first. `;
const renamed =
  "If the resource was renamed in the program, add its old name to aliases; if its replacement is forced, set deleteBeforeReplace: true. ";

export const preview = {
  replaced: {
    text: (connection: string, reasons: string) =>
      `connection ${connection} will be deleted and created again by pulumi up: ${reasons}`,
    cause:
      "`pulumi up` will replace the connection, so it will not exist for some time. The message ends with the reasons; the next two entries explain them.",
    cure: "Stop its stream processors first: Atlas refuses to delete a connection that they use.",
  },
  immutableFields: {
    text: (fields: string) => `Atlas cannot change ${fields} in place`,
    cause: "The program changes a field that Atlas cannot change.",
    cure: "If you do not want the replacement, change the field back.",
  },
  droppedSecrets: {
    text: (fields: string) => `Atlas never returns ${fields}, so the removal cannot be verified`,
    cause:
      "The program no longer gives a password or key. Atlas never returns these values, so the provider replaces the connection to be certain that they are gone.",
    cure: "If you do not want the replacement, give the value again.",
  },
  unknownName: {
    text: (connection: string, warning: string) => `connection ${connection}: ${warning}`,
    cause: "Not an error: a warning of the sections on fields and values, with the connection's name.",
    cure: "See the warning.",
  },
  similarName: {
    text: (id: string, other: string) =>
      `connections ${id} and ${other} differ only in upper and lower case; Atlas may take them for one`,
    cause: "Two resources of the program have such names. Whether Atlas tells them apart is unknown.",
    cure: "Give them different names.",
  },
  foreignProvider: {
    text: (connection: string) =>
      `connection ${connection} comes from another dynamic provider, whose delete will run after the replacement; set retainOnDelete on the old resource first`,
    cause:
      "The resource had another dynamic provider before, for example a home-made one, and has an alias for its old name. The old provider deletes by name, so it would delete the connection that the new resource has just created or adopted.",
    cure: "Run `pulumi up` once with `retainOnDelete: true` on the old resource, then change the program. See [migrating.md](migrating.md).",
  },
  moved: {
    text: (connection: string, address: string) =>
      `connection ${connection} will be created again by pulumi up with ${address}, and then the old one is deleted; with deleteBeforeReplace, the deletion comes first`,
    cause:
      "The program changes the connection's name, workspace or project. Pulumi creates the new connection first, because both can exist at once.",
    cure: "Before `pulumi up`, stop the stream processors that use the old connection: Atlas refuses to delete it. Afterwards, use the new name in them.",
  },
  movedWithAnother: {
    text: (connection: string, fields: string) =>
      `connection ${connection} will be deleted and created again by pulumi up, because its ${fields} comes from a resource that changes`,
    cause:
      "The program takes the connection's name, workspace or project from another resource, for example a failover connection that of its connection. If Pulumi deletes that resource before it creates it again, it first deletes the connection; else it creates the new one first.",
    cure: "Stop its stream processors first: Atlas refuses to delete a connection that they use.",
  },
  failed: {
    text: (connection: string) =>
      `connection ${connection} is FAILED in Atlas and will be replaced by pulumi up; first fix the cause (the role, the peering or the endpoint), or the new one will fail, too`,
    cause: "Atlas could not deploy the connection.",
    cure: "First fix the cause: the role, the peering or the endpoint.",
  },
  pending: {
    text: (connection: string, state: string) =>
      `connection ${connection} is ${state} in Atlas; pulumi up changes nothing and waits until it is READY`,
    cause: "An earlier run ended before the connection was READY.",
    cure: "Nothing to do.",
  },
  foreignCopy: {
    text: (connection: string) =>
      `the state of connection ${connection} names another copy of pulumi-atlas-streams; pulumi up corrects that, and ` +
      "changes nothing in Atlas",
    cause:
      "An earlier `pulumi up` used a copy of this package below another package. Once that copy is gone, `pulumi refresh` and `pulumi destroy` fail with `Cannot find module`.",
    cure: "Run `pulumi up` without `--refresh`.",
  },
  adoption: {
    text: {
      unchanged: (connection: string) => `${exists(connection)}and will be taken over`,
      changed: (connection: string, fields: string) =>
        `${exists(connection)}and will be taken over, which changes its ${fields}`,
    },
    cause: "`adopt: true` has found a connection of this name.",
    cure: "If the connection is not yours, choose another name.",
  },
  noAdoption: {
    text: {
      type: (connection: string, type: string) =>
        `${exists(connection)}but its type is ${type}, so it cannot be taken over`,
      immutableFields: (connection: string, fields: string) =>
        `${exists(connection)}but differs in ${fields}, which Atlas cannot change, so it cannot be taken over`,
    },
    cause: "`adopt: true` has found a connection that the program cannot take over. `pulumi up` would fail.",
    cure: "Give the program the values that Atlas has, choose another name, or delete the connection.",
  },
  taken: {
    text: {
      unchanged: (connection: string, type: string) =>
        `${taken(connection, type)}${renamed}To take the connection over, set adopt: true`,
      changed: (connection: string, fields: string, type: string) =>
        `${taken(connection, type)}${renamed}To take the connection over, set adopt: true, which changes its ${fields}`,
      type: (connection: string, type: string) => `${taken(connection, type)}Choose another name`,
      immutableFields: (connection: string, fields: string, type: string) =>
        `${taken(connection, type)}${renamed}It cannot be taken over: it differs in ${fields}, which Atlas cannot change`,
      givenUp: (connection: string, type: string) =>
        `${taken(connection, type)}Another resource of the program gives this name up: set deleteBeforeReplace: true there, and add that resource to dependsOn here`,
    },
    cause:
      "Atlas has a connection of this name, but this resource of the program is not in the state. Another program, a person or an interrupted run created it, or the resource was renamed without an alias.",
    cure: "Follow the message. If the connection is not yours, choose another name. After an interrupted run, run `pulumi up` once with `PULUMI_ATLAS_STREAMS_ADOPT=1`.",
  },
  deleting: {
    text: (connection: string) =>
      `connection ${connection} is being deleted in Atlas; pulumi up waits until it is gone, and then creates it`,
    cause: "A deletion of the connection of this name has begun. It takes time with private networking.",
    cure: "Nothing to do.",
  },
  declaredAgain: {
    text: (connection: string) =>
      `connection ${connection} is declared by two resources of this program, of which one is in the state, so pulumi up will fail`,
    cause: "Two resources have the same project, workspace and connection name.",
    cure: "Remove one of them, or change its name.",
  },
  workspaceMissing: {
    text: (workspace: string, project: string) =>
      `workspace ${workspace} does not exist (yet) in project ${project}: pulumi up will fail unless it creates the workspace first`,
    cause: "Atlas has no stream workspace of this name.",
    cure: "Check `workspaceName` and `projectId`. If the program creates the workspace too, take its name from that resource's output, so that Pulumi waits for it.",
  },
  projectMissing: {
    text: (project: string) =>
      `project ${project} does not exist, or Atlas does not show it to these credentials, so pulumi up will fail`,
    cause: "404 `GROUP_NOT_FOUND`, seen in a preview.",
    cure: "Correct `projectId`, or use credentials of the project's organization.",
  },
  credentialsRefused: {
    text: (hint: string) => `Atlas refuses the credentials, so pulumi up will fail. ${hint}`,
    cause: "`401`, seen in a preview.",
    cure: "Follow the hint.",
  },
  notListed: {
    text: (project: string, reason: string, hint: string) =>
      `Atlas does not let these credentials list the connections of project ${project} (${reason}), so pulumi up may fail. ${hint}`,
    cause: `Atlas refuses the list that a preview requests. Whether the credentials may write cannot be seen in a preview. \`${configKey("previewChecks")}: false\` turns these requests off.`,
    cure: "Follow the hint.",
  },
} satisfies Messages;
