import * as pulumi from "@pulumi/pulumi";
import { configKey, type Setting, type SettingKey, settings } from "../atlas/settings/list";
import { program } from "../messages/program";

let isChecked = false;

/** Not in the SDK's types. It has been there since 2020. */
const { isConfigSecret } = pulumi.runtime as unknown as { isConfigSecret?: (key: string) => boolean };

/**
 * Warns of credentials that the stack's configuration holds in plain text. Only the program sees this: Pulumi passes the
 * provider process all settings in plain text.
 */
export function warnOfPlainCredentials(): void {
  if (isChecked || !isConfigSecret) return;
  isChecked = true;
  const secrets = (Object.entries(settings) as [SettingKey, Setting][]).filter(
    ([, { isSecret }]) => isSecret,
  );
  const keys = secrets.map(([key]) => configKey(key));
  const plain = keys.filter((key) => pulumi.runtime.getConfig(key) && !isConfigSecret(key));
  if (plain.length > 0) void pulumi.log.warn(program.plainCredentials.text(plain.join(", ")));
}
