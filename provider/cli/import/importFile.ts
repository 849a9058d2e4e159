import { providerKey } from "../../connections/inputs";
import { typeToken } from "../../connections/types";
import { providerText } from "../../stored";
import type { Draft } from "./draft";

/** The file for `pulumi import --file`. The engine needs the provider's text; the next refresh reads all other values. */
export function importFileOf(drafts: readonly Draft[]): string {
  const provider = { [providerKey]: providerText() };
  const resources = drafts.map(({ name, id }) => ({
    type: typeToken,
    name,
    id,
    inputs: provider,
    outputs: provider,
  }));
  return `${JSON.stringify({ resources }, null, 2)}\n`;
}
