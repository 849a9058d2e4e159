import {
  configKey,
  type Option,
  type Setting,
  type SettingKey,
  settings,
} from "../provider/atlas/settings/list";
import { documentWith, writeDocument } from "./tables";

/** The table of settings, generated from their list. `npm run docs:settings` writes it. */
export function settingsTable(): string {
  const rows = (Object.keys(settings) as SettingKey[]).map((key) => {
    const setting: Setting | Option = settings[key];
    const notes = [setting.isSecret ? "a secret" : "", "allowed" in setting ? setting.allowed : ""];
    const description = [setting.description, ...notes.filter(Boolean)].join("; ");
    const variables = setting.environment.map((name) => `\`${name}\``).join(" or ");
    const fallback = "default" in setting ? `\`${setting.default}\`` : "";
    return `| \`${configKey(key)}\` | ${variables} | ${fallback} | ${description} |`;
  });
  const head = "| stack configuration | environment | default | meaning |\n| --- | --- | --- | --- |";
  return [head, ...rows].join("\n");
}

const file = "docs/configuration.md";

/** docs/configuration.md: its current content, and the content with a new table. */
export const settingsPage = () => documentWith(file, "settingsTable.ts", { settings: settingsTable() });

if (require.main === module) writeDocument(file, settingsPage().wanted);
