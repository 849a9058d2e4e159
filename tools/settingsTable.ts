import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  configKey,
  type Option,
  type Setting,
  type SettingKey,
  settings,
} from "../provider/atlas/settings/list";

/** The README's table of settings, generated from their list. `npm run docs:settings` writes it. */
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

const markers = ["<!-- settings, made by tools/settingsTable.ts -->", "<!-- end of settings -->"] as const;
const readmePath = join(__dirname, "..", "README.md");

/** The README: its current content, and the content with a new table. */
export function readmeWithSettings(): { current: string; wanted: string } {
  const current = readFileSync(readmePath, "utf8");
  const [before = "", rest = ""] = current.split(markers[0]);
  const [, after = ""] = rest.split(markers[1]);
  return { current, wanted: `${before}${markers[0]}\n${settingsTable()}\n${markers[1]}${after}` };
}

if (require.main === module) writeFileSync(readmePath, readmeWithSettings().wanted);
