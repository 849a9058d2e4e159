import { settingsMessages } from "../../messages/settings";
import { parseDuration } from "../../shared/duration";
import type { RetryLimits } from "../retry";
import { checkBaseUrl } from "./baseUrl";
import { credentialProblem, nonEmpty } from "./credentials";
import {
  type CredentialKey,
  type CredentialKind,
  configKey,
  credentialKinds,
  governmentUrl,
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
  /** Ask Atlas in previews about connections that will be created. */
  previewChecks: boolean;
  /** Lines for the user about settings that work, but perhaps not as intended. They have no values. */
  notices: readonly string[];
}

/** The value of a setting, or undefined. An empty text counts as undefined, and spaces around a credential do not count. */
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
  const fromConfig: Source = (key) => nonEmpty(key, getConfig(configKey(key)));
  const fromEnvironment: Source = (key) => {
    const values = settings[key].environment.map((name) => nonEmpty(key, environment[name]));
    return values.find(Boolean);
  };
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
  const isMongodbgovCloud = parsed("isMongodbgovCloud", parseSwitch);
  const defaultUrl = isMongodbgovCloud ? governmentUrl : settings.baseUrl.default;
  const checked = checkBaseUrl(anywhere("baseUrl") ?? defaultUrl);
  if ("problem" in checked) problems.push(`${settingName("baseUrl")} ${checked.problem}`);
  const { baseUrl, maxAttempts, maxRetryTime, verifyWrites, previewChecks } = {
    baseUrl: "url" in checked ? checked.url : undefined,
    isMongodbgovCloud,
    maxAttempts: parsed("maxAttempts", parseAttempts),
    maxRetryTime: parsed("maxRetryTime", parseDuration),
    verifyWrites: parsed("verifyWrites", parseSwitch),
    previewChecks: parsed("previewChecks", parseSwitch),
  } satisfies Record<OptionKey, unknown>;

  const credentials = findCredentials(fromConfig, anywhere) ?? findCredentials(fromEnvironment, anywhere);
  if (!credentials) problems.push(settingsMessages.missing.text);
  else if ("problems" in credentials) problems.push(...credentials.problems);
  else if (
    baseUrl !== undefined &&
    isMongodbgovCloud !== undefined &&
    maxAttempts !== undefined &&
    maxRetryTime !== undefined &&
    verifyWrites !== undefined &&
    previewChecks !== undefined
  ) {
    const notices = credentialKinds[credentials.kind]
      .filter((key) => fromConfig(key) === undefined)
      .flatMap((key) => twoSpellings(key, environment));
    const retry = { maxAttempts, maxTimeMs: maxRetryTime };
    return { baseUrl, credentials, retry, verifyWrites, previewChecks, notices };
  }
  return { problems };
}

/** A notice when two environment variables of one setting have different values. */
function twoSpellings(
  key: CredentialKey,
  environment: Readonly<Record<string, string | undefined>>,
): string[] {
  const [used, other] = settings[key].environment.filter((name) => nonEmpty(key, environment[name]));
  if (!used || !other || nonEmpty(key, environment[used]) === nonEmpty(key, environment[other])) return [];
  return [settingsMessages.twoSpellings.text(used, other)];
}

function parseAttempts(text: string): number | undefined {
  if (text === settings.maxAttempts.default) return Number.POSITIVE_INFINITY;
  return /^([1-9]\d?|100)$/.test(text) ? Number(text) : undefined;
}

/** A boolean in configuration or environment, where `1` and `0` are common too. */
export function parseSwitch(text: string): boolean | undefined {
  if (/^(true|1)$/i.test(text)) return true;
  return /^(false|0)$/i.test(text) ? false : undefined;
}

/** The preferred credentials that a source has at least a part of. The other part may come from anywhere. */
function findCredentials(source: Source, anywhere: Source): Credentials | { problems: string[] } | undefined {
  for (const [kind, keys] of Object.entries(credentialKinds) as [
    CredentialKind,
    readonly CredentialKey[],
  ][]) {
    const given = keys.find(source);
    if (!given) continue;
    const missing = keys.find((key) => !anywhere(key));
    const values = keys.flatMap((key) => {
      const value = anywhere(key);
      return value === undefined ? [] : [[key, value] as const];
    });
    const problems = values.flatMap(([key, value]) => credentialProblem(key, value) ?? []);
    if (problems.length === 0 && missing)
      problems.push(settingsMessages.incomplete.text(settingName(given), settingName(missing)));
    if (problems.length > 0) return { problems };
    return { kind, ...Object.fromEntries(values) } as Credentials;
  }
  return undefined;
}
