import * as pulumi from "@pulumi/pulumi";

import lifecycle = require("../lifecycle");

import { providerKey } from "../connections/inputs";
import { typeToken } from "../connections/types";
import type { Draft } from "./draft";

/** The file for `pulumi import --file`. The engine needs the provider's text; the next refresh reads all other values. */
export async function importFileOf(drafts: readonly Draft[]): Promise<string> {
  const provider = { [providerKey]: await providerText() };
  const resources = drafts.map(({ name, id }) => ({
    type: typeToken,
    name,
    id,
    inputs: provider,
    outputs: provider,
  }));
  return `${JSON.stringify({ resources }, null, 2)}\n`;
}

/** The text that `pulumi.dynamic.Resource` stores for this installation. Another text would update every resource. */
export async function providerText(): Promise<string> {
  const provider = lifecycle;
  const { text } = await pulumi.runtime.serializeFunction(() => provider, { allowSecrets: true });
  return text;
}
