import { outputsOf, providerKey } from "../../connections/inputs";
import { mapSecrets } from "../../connections/secrets";
import { failoverTypeToken, typeToken } from "../../connections/types";
import { isUnknown } from "../../connections/unknown";
import { isObject, type JsonObject } from "../../shared/json";
import { providerText } from "../../stored";
import type { Draft } from "./draft";

/**
 * The file for `pulumi import --file`: the connections as the state will have them, without secrets, which the state would
 * hold unencrypted. With less, the engine warns of every missing field.
 */
export function importFileOf(drafts: readonly Draft[]): string {
  const resources = drafts.map(({ kind, name, id, inputs, added }) => {
    const provider = { [providerKey]: providerText(kind) };
    const publicInputs = withoutSecrets(inputs);
    return {
      type: kind === "failover" ? failoverTypeToken : typeToken,
      name,
      id,
      inputs: { ...publicInputs, ...provider },
      outputs: { ...outputsOf(publicInputs, added), ...provider },
    };
  });
  return `${JSON.stringify({ resources }, null, 2)}\n`;
}

/** A draft has Pulumi's unknown value in the place of secrets; headers are secret in a state even if the program shows them. */
function withoutSecrets(inputs: JsonObject): JsonObject {
  return withoutUnknown(mapSecrets(inputs, inputs.type, () => undefined)) as JsonObject;
}

/** Drops lists with an unknown element whole, and objects of which nothing remains. */
function withoutUnknown(value: unknown): unknown {
  if (isUnknown(value) || (Array.isArray(value) && value.some(isUnknown))) return undefined;
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, child]) => [key, withoutUnknown(child)] as const);
  const known = entries.filter(([, child]) => child !== undefined);
  return known.length > 0 || entries.length === 0 ? Object.fromEntries(known) : undefined;
}
