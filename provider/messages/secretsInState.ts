import type { Messages } from "./entry";

const withoutRequest = (isSent: boolean) => (isSent ? "" : ", and sends nothing to Atlas");

/** Messages about `secretsInState: false`. */
export const secretsInState = {
  unknownSecrets: {
    text: (fields: string) =>
      `the values of ${fields} are not known here, and nothing was sent: with secretsInState: false the state has only their fingerprints`,
    cause:
      "`pulumi up` has to send the connection to Atlas, but `ignoreChanges` keeps the fingerprint of the state in the place of the secret.",
    cure: "Take the secret out of `ignoreChanges`, at least for this `pulumi up`.",
  },
  fingerprintGiven: {
    text: "is the fingerprint of a secret, not a secret",
    cause:
      "The value comes from the state of a connection with `secretsInState: false`, for example through a stack reference, or `secretsInState: false` was removed while `ignoreChanges` keeps the secret.",
    cure: "Give the secret itself.",
  },
  inConfiguration: {
    text: "is in the stack's configuration, which Pulumi keeps in the state, so secretsInState: false would not be true; take it from an environment variable, a secret manager or environmentVariables of Pulumi ESC",
    cause:
      "Pulumi stores the whole configuration of a stack in the state of its default provider, encrypted. The secret would be in the state although the program asks for the opposite.",
    cure: "Take it from one of the sources in the message, and remove it from the configuration with `pulumi config rm`. See [secrets.md](secrets.md).",
  },
  turnedOff: {
    text: (connection: string, isSent: boolean) =>
      `pulumi up replaces the secrets of connection ${connection} in the state by fingerprints${withoutRequest(isSent)}; earlier versions of the state still hold the secrets, so renew them`,
    cause: "The program has set `secretsInState: false`.",
    cure: "Change the secrets afterwards, because backups and the history of the stack hold the old ones.",
  },
  turnedOn: {
    text: (connection: string, isSent: boolean) =>
      `pulumi up puts the secrets of connection ${connection} into the state, encrypted${withoutRequest(isSent)}`,
    cause: "The program no longer has `secretsInState: false`.",
    cure: "Nothing to do.",
  },
} satisfies Messages;
