import { nonEmpty } from "../../atlas/settings/credentials";
import { configKey, type SettingKey, settings } from "../../atlas/settings/list";
import { doctor } from "../../messages/doctor";
import type { Check } from "./checks";

/**
 * Where each setting comes from, by name.
 *
 * @param problems of the settings, without values.
 */
export function settingsCheck(
  getConfig: (key: string) => string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  problems: readonly string[],
): Check {
  const { from, ofConfiguration, ofEnvironment, nothing, cure } = doctor.settings.text;
  const sources = (Object.keys(settings) as SettingKey[]).flatMap((key) => {
    if (nonEmpty(key, getConfig(configKey(key)))) return [ofConfiguration(configKey(key))];
    const variable = settings[key].environment.find((name) => nonEmpty(key, environment[name]));
    return variable ? [ofEnvironment(variable)] : [];
  });
  const name = "settings";
  if (problems.length > 0) return { name, result: "failed", text: problems.join(". "), cure };
  return { name, result: "ok", text: from(sources.join(", ") || nothing) };
}
