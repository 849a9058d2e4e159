/** One setting, as it is read, documented and named in messages. */
export interface Setting {
  /** Environment variables that hold it; the first one that is set wins. */
  environment: readonly [string, ...string[]];
  /** What it is, for docs/configuration.md. */
  description: string;
  isSecret?: true;
}

/** A setting that has a value when the user gives none. */
export interface Option extends Setting {
  default: string;
  /** Completes "must be …". */
  allowed: string;
}

/** The base URL of Atlas for Government. */
export const governmentUrl = "https://cloud.mongodbgov.com";

/** Settings of one Atlas account: an `AtlasProvider` takes them, the stack's configuration completes them. */
export const accountSettings = {
  publicKey: {
    environment: ["MONGODB_ATLAS_PUBLIC_KEY", "MONGODB_ATLAS_PUBLIC_API_KEY"],
    description: "API key (HTTP digest): its public key",
  },
  privateKey: {
    environment: ["MONGODB_ATLAS_PRIVATE_KEY", "MONGODB_ATLAS_PRIVATE_API_KEY"],
    description: "API key (HTTP digest): its private key",
    isSecret: true,
  },
  clientId: {
    environment: ["MONGODB_ATLAS_CLIENT_ID"],
    description: "service account (OAuth): its id",
  },
  clientSecret: {
    environment: ["MONGODB_ATLAS_CLIENT_SECRET"],
    description: "service account (OAuth): its secret",
    isSecret: true,
  },
  accessToken: {
    environment: ["MONGODB_ATLAS_ACCESS_TOKEN"],
    description: "OAuth access token, valid for an hour",
    isSecret: true,
  },
  baseUrl: {
    environment: ["MONGODB_ATLAS_BASE_URL"],
    description: "base URL of Atlas' Admin API",
    default: "https://cloud.mongodb.com",
    allowed: "an https:// URL (http:// for this machine only), without credentials, query and fragment",
  },
  isMongodbgovCloud: {
    environment: ["MONGODB_ATLAS_IS_MONGODBGOV_CLOUD"],
    description: `use Atlas for Government, \`${governmentUrl}\`, unless the base URL is set`,
    default: "false",
    allowed: "true or false",
  },
} as const satisfies Record<string, Setting | Option>;

/** Settings of the stack. They apply to every account. */
export const stackSettings = {
  maxAttempts: {
    environment: ["MONGODB_ATLAS_MAX_ATTEMPTS"],
    description: "maximum attempts per request, the first one included; `maxRetryTime` limits them too",
    default: "unlimited",
    allowed: 'a whole number from 1 to 100, or "unlimited"',
  },
  maxRetryTime: {
    environment: ["MONGODB_ATLAS_MAX_RETRY_TIME"],
    description:
      "maximum time for all attempts of a request, without the waits that Atlas asks for, which may take four times as long",
    default: "3m",
    allowed: 'a duration, for example "3m" or "90s"',
  },
  verifyWrites: {
    environment: ["MONGODB_ATLAS_VERIFY_WRITES"],
    description: "read back every write",
    default: "false",
    allowed: "true or false",
  },
} as const satisfies Record<string, Option>;

export type AccountKey = keyof typeof accountSettings;
export type StackKey = keyof typeof stackSettings;
export type SettingKey = AccountKey | StackKey;

/** The ways to authenticate, the preferred one first. Each needs all of its settings. */
export const credentialKinds = {
  accessToken: ["accessToken"],
  serviceAccount: ["clientId", "clientSecret"],
  apiKey: ["publicKey", "privateKey"],
} as const satisfies Record<string, readonly AccountKey[]>;

export type CredentialKind = keyof typeof credentialKinds;
export type CredentialKey = (typeof credentialKinds)[CredentialKind][number];
/** Every setting that is not part of the credentials. */
export type OptionKey = Exclude<SettingKey, CredentialKey>;

/**
 * Every setting. The table of docs/configuration.md, the reading of settings, `AtlasProvider`, messages and the command's help come from
 * this list. It is loaded in users' programs, so it imports nothing.
 */
export const settings = { ...accountSettings, ...stackSettings } satisfies Record<CredentialKey, Setting> &
  Record<OptionKey, Option>;

/** A setting's key in the stack's configuration, and among the inputs of an `AtlasProvider`. */
export const configKey = (key: SettingKey): string => `mongodbatlas:${key}`;

/** A setting's name in messages: where to set it. */
export const settingName = (key: SettingKey): string =>
  `${configKey(key)} (or ${settings[key].environment[0]})`;
