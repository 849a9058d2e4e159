import { type AnyDefinition, traitsOf } from "./definition";
import { connectionTypes } from "./types";

/** Keys from a connection's inputs down to a field; `*` stands for every key of a map. */
export type SecretPath = readonly string[];

/**
 * The paths of the secrets in the inputs of a connection. While the type is not known yet, or is wrong, a field is a
 * secret if it is one in any type. The same holds for a field that this type does not have.
 */
export function secretPathsOf(
  type: unknown,
  types: Readonly<Record<string, AnyDefinition>> = connectionTypes,
): readonly SecretPath[] {
  const all = Object.values(types).flatMap(secretsOf);
  const own = typeof type === "string" && Object.hasOwn(types, type) ? types[type] : undefined;
  if (!own) return distinct(all);
  return distinct([...secretsOf(own), ...all.filter(([key = ""]) => !Object.hasOwn(own.fields, key))]);
}

function secretsOf({ fields }: AnyDefinition): SecretPath[] {
  return [...traitsOf(fields)].filter(([, { secret }]) => secret).map(([path]) => path.split("."));
}

function distinct(paths: readonly SecretPath[]): SecretPath[] {
  return [...new Map(paths.map((path) => [path.join("."), path])).values()];
}
