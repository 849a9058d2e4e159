import {
  type CredentialKey,
  credentialKinds,
  type OptionKey,
  settingName,
  settings,
} from "../atlas/settings/list";
import type { Messages } from "./entry";

const variablesOf = (kind: keyof typeof credentialKinds) =>
  credentialKinds[kind].map((key) => settings[key].environment[0]).join(" and ");

const mustBe = (key: OptionKey) => `${settingName(key)} must be ${settings[key].allowed}`;

const belongsIn = (what: string, key: CredentialKey) => (where: string) =>
  `${where} holds ${what}, which belongs in ${settingName(key)}`;

export const settingsMessages = {
  missing: {
    text:
      "Atlas credentials are missing. Set an API key (pulumi config set mongodbatlas:publicKey …; pulumi config set --secret " +
      "mongodbatlas:privateKey …), a service account (mongodbatlas:clientId and clientSecret) or mongodbatlas:accessToken, or the " +
      `environment variables ${variablesOf("apiKey")}, ${variablesOf("serviceAccount")}, or ${variablesOf("accessToken")}`,
    cause:
      "Neither the stack's configuration nor the environment holds credentials. An empty text counts as missing.",
    cure: "Set one of them. In CI, check that the job has the variables and that the right stack is selected.",
  },
  incomplete: {
    text: (given: string, missing: string) =>
      `Atlas credentials are incomplete: ${given} is set, but ${missing} is not`,
    cause: "Only one half of the credentials is set. Often the name of the other half is misspelled.",
    cure: "Set the missing half, in the configuration or in the environment.",
  },
  misplaced: {
    text: {
      publicKey: belongsIn("the public key of an API key", "publicKey"),
      privateKey: belongsIn("the private key of an API key", "privateKey"),
      clientId: belongsIn("the id of a service account", "clientId"),
      clientSecret: belongsIn("the secret of a service account", "clientSecret"),
    },
    cause:
      "The value has the form of another credential: ids and secrets of service accounts begin with `mdb_sa_`, the public key of an API key has eight letters, and its private key is a UUID.",
    cure: "Move the value. An API key needs `publicKey` and `privateKey`, a service account needs `clientId` and `clientSecret`.",
  },
  malformed: {
    text: (where: string) =>
      `${where} holds a space, a line end, quotes or another character that no credential of Atlas has`,
    cause:
      "Part of a copied text came along: two lines, quotes of a file of variables, the word `Bearer`. Spaces and line ends at the beginning and the end are no problem, they are ignored.",
    cure: "Set the value again, without quotes.",
  },
  twoSpellings: {
    text: (used: string, other: string) =>
      `The environment variables ${used} and ${other} have different values; ${used} is used`,
    cause:
      "Both spellings of one setting are in the environment. Not an error, but Atlas may refuse the key.",
    cure: "Unset the variable that is not meant. Both halves of an API key must be of one key.",
  },
  invalid: {
    text: {
      isMongodbgovCloud: mustBe("isMongodbgovCloud"),
      maxAttempts: mustBe("maxAttempts"),
      maxRetryTime: mustBe("maxRetryTime"),
      verifyWrites: mustBe("verifyWrites"),
      previewChecks: mustBe("previewChecks"),
    } satisfies Record<Exclude<OptionKey, "baseUrl">, string>,
    cause: "The setting has a value that is not allowed.",
    cure: "Correct it in the configuration or, if it is not set there, in the environment.",
  },
  baseUrl: {
    text: {
      noUrl: `must be a whole URL, for example ${settings.baseUrl.default}`,
      credentials: "must not hold a user name or password; use the credentials' own settings",
      query: "must not hold a query or a fragment",
      http: "must start with https://, because credentials and secrets are sent to it; http:// is allowed for this machine only",
    },
    cause: `\`${settingName("baseUrl")}\` is not a base URL.`,
    cure: `Give the part of the URL before \`/api\`: \`${settings.baseUrl.default}\`.`,
  },
} satisfies Messages;
