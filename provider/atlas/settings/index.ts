import { settingsMessages } from "../../messages/settings";
import { parseDuration } from "../../shared/duration";
import type { RetryLimits } from "../retry";
import { checkBaseUrl } from "./baseUrl";
import {
  type CredentialKey,
  type CredentialKind,
  configKey,
  credentialKinds,
  type OptionKey,
  type SettingKey,
  settingName,
  settings,
} from "./list";

/** Credentials for Atlas: the settings of one way to authenticate. */
export type Credentials = {
  [Kind in CredentialKind]: { kind: Kind } & Record<(typeof credentialKinds)[Kind][number], string>;
}[CredentialKind];

export interface Settings {
  /** Without a trailing slash. */
  baseUrl: string;
  credentials: Credentials;
  retry: RetryLimits;
  /** Read back every write. */
  verifyWrites: boolean;
}

/** The value of a setting, or undefined. An empty text counts as undefined. */
type Source = (key: SettingKey) => string | undefined;

/**
 * Resolves every setting. Configuration comes before environment; within one of them an access token comes before a
 * service account, and a service account before an API key.
 *
 * @param getConfig reads the stack's configuration, or the inputs of an `AtlasProvider`, by its whole key.
 * @returns the settings, or every problem with them. A problem names settings, never values.
 */
export function resolveSettings(
  getConfig: (key: string) => string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Settings | { problems: string[] } {
  const fromConfig: Source = (key) => getConfig(configKey(key)) || undefined;
  const fromEnvironment: Source = (key) =>
    settings[key].environment.map((name) => environment[name]).find(Boolean);
  const anywhere: Source = (key) => fromConfig(key) ?? fromEnvironment(key);

  const problems: string[] = [];
  const parsed = <T>(
    key: keyof typeof settingsMessages.invalid.text,
    parse: (text: string) => T | undefined,
  ): T | undefined => {
    const value = parse(anywhere(key) ?? settings[key].default);
    if (value === undefined) problems.push(settingsMessages.invalid.text[key]);
    return value;
  };
  const checked = checkBaseUrl(anywhere("baseUrl") ?? settings.baseUrl.default);
  if ("problem" in checked) problems.push(`${settingName("baseUrl")} ${checked.problem}`);
  const { baseUrl, maxAttempts, maxRetryTime, verifyWrites } = {
    baseUrl: "url" in checked ? checked.url : undefined,
    maxAttempts: parsed("maxAttempts", parseAttempts),
    maxRetryTime: parsed("maxRetryTime", parseDuration),
    verifyWrites: parsed("verifyWrites", parseSwitch),
  } satisfies Record<OptionKey, unknown>;

  const credentials = findCredentials(fromConfig, anywhere) ?? findCredentials(fromEnvironment, anywhere);
  if (!credentials) problems.push(settingsMessages.missing.text);
  else if ("problem" in credentials) problems.push(credentials.problem);
  else if (
    baseUrl !== undefined &&
    maxAttempts !== undefined &&
    maxRetryTime !== undefined &&
    verifyWrites !== undefined
  )
    return { baseUrl, credentials, retry: { maxAttempts, maxTimeMs: maxRetryTime }, verifyWrites };
  return { problems };
}

function parseAttempts(text: string): number | undefined {
  return /^([1-9]\d?|100)$/.test(text) ? Number(text) : undefined;
}

/** A boolean in configuration or environment, where `1` and `0` are common too. */
export function parseSwitch(text: string): boolean | undefined {
  if (/^(true|1)$/i.test(text)) return true;
  return /^(false|0)$/i.test(text) ? false : undefined;
}

/** The preferred credentials that a source has at least a part of. The other part may come from anywhere. */
function findCredentials(source: Source, anywhere: Source): Credentials | { problem: string } | undefined {
  for (const [kind, keys] of Object.entries(credentialKinds) as [
    CredentialKind,
    readonly CredentialKey[],
  ][]) {
    const given = keys.find(source);
    if (!given) continue;
    const missing = keys.find((key) => !anywhere(key));
    if (missing)
      return { problem: settingsMessages.incomplete.text(settingName(given), settingName(missing)) };
    return { kind, ...Object.fromEntries(keys.map((key) => [key, anywhere(key)])) } as Credentials;
  }
  return undefined;
}
