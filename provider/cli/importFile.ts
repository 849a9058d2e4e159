import * as pulumi from "@pulumi/pulumi";

import lifecycle = require("../lifecycle");

import { providerKey } from "../resource/outputs";
import type { Draft } from "./draft";

const type = "pulumi-nodejs:dynamic/mongodbatlas:StreamConnection";

/**
 * The file for `pulumi import --file`. Of a dynamic resource the engine needs the provider's own text; all else comes
 * with the next refresh.
 */
export async function importFileOf(drafts: readonly Draft[]): Promise<string> {
  const provider = { [providerKey]: await providerText() };
  const resources = drafts.map(({ name, id }) => ({ type, name, id, inputs: provider, outputs: provider }));
  return `${JSON.stringify({ resources }, null, 2)}\n`;
}

/** What `pulumi.dynamic.Resource` makes of the provider in this installation; any other text would be an update of it all. */
export async function providerText(): Promise<string> {
  const provider = lifecycle;
  const { text } = await pulumi.runtime.serializeFunction(() => provider, { allowSecrets: true });
  return text;
}
