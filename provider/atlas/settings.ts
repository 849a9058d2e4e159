import { parseDuration } from "../shared/duration";
import { checkBaseUrl, defaultBaseUrl } from "./baseUrl";
import type { RetryLimits } from "./retry";

/** How the provider proves itself to Atlas. */
export type Credentials =
  | { kind: "accessToken"; accessToken: string }
  | { kind: "serviceAccount"; clientId: string; clientSecret: string }
  | { kind: "apiKey"; publicKey: string; privateKey: string };

export interface Settings {
  /** Without a trailing slash. */
  baseUrl: string;
  credentials: Credentials;
  retry: RetryLimits;
  /** Look after every write whether Atlas has kept it. */
  verifyWrites: boolean;
}

/**
 * Every setting, with its environment variables in the order in which they are asked. Those of `@pulumi/mongodbatlas`
 * have the same names here.
 */
const variables = {
  accessToken: ["MONGODB_ATLAS_ACCESS_TOKEN"],
  clientId: ["MONGODB_ATLAS_CLIENT_ID"],
  clientSecret: ["MONGODB_ATLAS_CLIENT_SECRET"],
  publicKey: ["MONGODB_ATLAS_PUBLIC_KEY", "MONGODB_ATLAS_PUBLIC_API_KEY"],
  privateKey: ["MONGODB_ATLAS_PRIVATE_KEY", "MONGODB_ATLAS_PRIVATE_API_KEY"],
  baseUrl: ["MONGODB_ATLAS_BASE_URL"],
  maxAttempts: ["MONGODB_ATLAS_MAX_ATTEMPTS"],
  maxRetryTime: ["MONGODB_ATLAS_MAX_RETRY_TIME"],
  verifyWrites: ["MONGODB_ATLAS_VERIFY_WRITES"],
} as const;

type Key = keyof typeof variables;

/** Gives the value of a setting, or undefined; an empty text counts as not given. */
type Source = (key: Key) => string | undefined;

/** Stack configuration, or the inputs of an explicit provider: both come under the same keys. */
export const configKey = (key: Key): string => `mongodbatlas:${key}`;

/**
 * Finds every setting: configuration before environment; within one of them an access token before a service account
 * before an API key.
 *
 * @returns the settings, or every problem with them. A problem names settings, never values.
 */
export function resolveSettings(
  getConfig: (key: string) => string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Settings | { problems: string[] } {
  const fromConfig: Source = (key) => getConfig(configKey(key)) || undefined;
  const fromEnvironment: Source = (key) => variables[key].map((name) => environment[name]).find(Boolean);
  const anywhere: Source = (key) => fromConfig(key) ?? fromEnvironment(key);

  const url = checkBaseUrl(anywhere("baseUrl") ?? defaultBaseUrl);
  const problems = "problem" in url ? [`${nameOf("baseUrl")} ${url.problem}`] : [];
  const parsed = <T>(key: Key, fallback: T, parse: (text: string) => T | undefined, rule: string): T => {
    const text = anywhere(key);
    const value = text === undefined ? fallback : parse(text);
    if (value === undefined) problems.push(`${nameOf(key)} must be ${rule}`);
    return value ?? fallback;
  };
  const retry = {
    maxAttempts: parsed("maxAttempts", 8, parseAttempts, "a whole number from 1 to 100"),
    maxTimeMs: parsed("maxRetryTime", 180_000, parseDuration, 'a duration, for example "3m" or "90s"'),
  };
  const verifyWrites = parsed("verifyWrites", false, parseSwitch, "true or false");
  const credentials = findCredentials(fromConfig, anywhere) ?? findCredentials(fromEnvironment, anywhere);
  if (typeof credentials === "string") problems.push(credentials);
  else if (!credentials) problems.push(noCredentials);
  else if ("url" in url && problems.length === 0)
    return { baseUrl: url.url, credentials, retry, verifyWrites };
  return { problems };
}

function parseAttempts(text: string): number | undefined {
  return /^([1-9]\d?|100)$/.test(text) ? Number(text) : undefined;
}

/** A switch in configuration or environment, where `1` and `0` are as usual as words. */
export function parseSwitch(text: string): boolean | undefined {
  if (/^(true|1)$/i.test(text)) return true;
  return /^(false|0)$/i.test(text) ? false : undefined;
}

/** The first credentials that a source begins; a half that it lacks may stand anywhere. A text says what is missing. */
function findCredentials(source: Source, anywhere: Source): Credentials | string | undefined {
  const accessToken = source("accessToken");
  if (accessToken) return { kind: "accessToken", accessToken };
  if (source("clientId") || source("clientSecret")) {
    const [clientId, clientSecret] = [anywhere("clientId"), anywhere("clientSecret")];
    if (!clientId || !clientSecret)
      return half(clientId ? "clientSecret" : "clientId", clientId ? "clientId" : "clientSecret");
    return { kind: "serviceAccount", clientId, clientSecret };
  }
  if (source("publicKey") || source("privateKey")) {
    const [publicKey, privateKey] = [anywhere("publicKey"), anywhere("privateKey")];
    if (!publicKey || !privateKey)
      return half(publicKey ? "privateKey" : "publicKey", publicKey ? "publicKey" : "privateKey");
    return { kind: "apiKey", publicKey, privateKey };
  }
  return undefined;
}

function nameOf(key: Key): string {
  return `${configKey(key)} (or ${variables[key][0]})`;
}

function half(missing: Key, given: Key): string {
  return `Atlas credentials are incomplete: ${nameOf(given)} is set, but ${nameOf(missing)} is not`;
}

const noCredentials =
  "Atlas credentials are missing. Set an API key (pulumi config set mongodbatlas:publicKey …; pulumi config set --secret " +
  "mongodbatlas:privateKey …), a service account (mongodbatlas:clientId and clientSecret) or mongodbatlas:accessToken, or the " +
  `environment variables ${variables.publicKey[0]} and ${variables.privateKey[0]}, ${variables.clientId[0]} and ` +
  `${variables.clientSecret[0]}, or ${variables.accessToken[0]}`;
