import { isObject } from "../../../provider/shared/json";

export { unmarked } from "../../support/unmarked";

/** From `runtime/rpc.ts` of @pulumi/pulumi. Not imported from the provider, so that a typing mistake there fails tests. */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** The paths of everything that is marked as a secret in Pulumi's wire form. */
export function markedPaths(value: unknown, path = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((child, index) => markedPaths(child, `${path}.${index}`));
  if (!isObject(value)) return [];
  if (value[signatureKey] === secretSignature) return [path.slice(1), ...markedPaths(value.value, path)];
  return Object.entries(value).flatMap(([key, child]) => markedPaths(child, `${path}.${key}`));
}

/** The secrets of each type in the full examples; all other types have none. */
export const secretsOf: Readonly<Record<string, readonly string[]>> = {
  Kafka: [
    "authentication.password",
    "authentication.clientSecret",
    "authentication.sslKey",
    "authentication.sslKeyPassword",
  ],
  Https: ["headers.Authorization", "headers.X-Api-Key"],
  SchemaRegistry: ["schemaRegistryAuthentication.password"],
};
