import { memoized } from "../shared/memoized";
import { type AnyDefinition, traitsOf } from "./definition";
import type { Traits } from "./traits";
import { connectionTypes, isConnectionType } from "./types";

/** Keys from a connection's inputs down to a field; `*` stands for every key of a map. */
type SecretPath = readonly string[];

/** Where secrets may be in the inputs of a connection. */
export interface SecretField {
  readonly path: SecretPath;
  /** Recognizes the values that are secrets. Without it, every value is one. */
  readonly when?: Traits["secretWhen"];
  /** Atlas never returns it. */
  readonly writeOnly?: true;
  /** The form in which two spellings of one value are the same. */
  readonly canonical?: Traits["canonical"];
}

const fieldsOfType = memoized((type: string | undefined) => secretFieldsIn(connectionTypes, type));

/**
 * The secrets in the inputs of a connection. While the type is not known yet, or is wrong, a field is a secret if it is one
 * in any type. The same holds for a field that this type does not have.
 */
export function secretFieldsOf(type: unknown): readonly SecretField[] {
  return fieldsOfType(isConnectionType(type) ? type : undefined);
}

/** The secrets among the fields of several types, for inputs of one of them or of an unknown type. */
export function secretFieldsIn(
  types: Readonly<Record<string, AnyDefinition>>,
  type: string | undefined,
): SecretField[] {
  const all = Object.values(types).flatMap(secretsOf);
  const own = type === undefined ? undefined : types[type];
  if (!own) return distinct(all);
  const foreign = all.filter(({ path: [key = ""] }) => !Object.hasOwn(own.fields, key));
  return distinct([...secretsOf(own), ...foreign]);
}

function secretsOf({ fields }: AnyDefinition): SecretField[] {
  return [...traitsOf(fields)].flatMap(([path, { secret, secretWhen, writeOnly, canonical }]) => {
    if (!secret && !secretWhen) return [];
    return [
      {
        path: path.split("."),
        ...(secretWhen && !secret ? { when: secretWhen } : {}),
        ...(writeOnly ? { writeOnly } : {}),
        ...(canonical ? { canonical } : {}),
      },
    ];
  });
}

function distinct(fields: readonly SecretField[]): SecretField[] {
  return [...new Map(fields.map((field) => [field.path.join("."), field])).values()];
}
