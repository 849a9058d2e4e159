import { isObject } from "../shared/json";
import { memoized } from "../shared/memoized";
import { additionalKey } from "./additional";
import { fieldsOf } from "./fields";
import { type SecretField, secretFieldsOf } from "./secretPaths";
import { userinfoIn } from "./secretValues";
import { type ConnectionType, connectionTypes, isConnectionType } from "./types";
import { isUnknown } from "./unknown";
import { formatPath } from "./validate";

/** A text that a program sends to Atlas. */
export interface SentText {
  /** The path of its field, for example `authentication.username`. */
  readonly path: string;
  readonly text: string;
  readonly isSecret: boolean;
}

const sentFields: ReadonlySet<string> = new Set([
  additionalKey,
  ...Object.values(connectionTypes).flatMap(({ fields }) => Object.keys(fields)),
]);

/**
 * The texts in the inputs or outputs of a connection, also those that a program may have marked as secrets: Pulumi does not
 * tell a hook. Left out are the address and values of enumerations, which are no secrets.
 */
export function sentTexts(properties: unknown): SentText[] {
  if (!isObject(properties)) return [];
  const { type } = properties;
  const secretFields = secretFieldsOf(type);
  const enumerations = isConnectionType(type) ? enumerationsOf(type) : undefined;
  return Object.entries(properties)
    .filter(([key]) => sentFields.has(key))
    .flatMap(([key, value]) => leaves(value, [key]))
    .filter(([path, text]) => !isUnknown(text) && !enumerations?.get(path.join("."))?.includes(text))
    .flatMap(([path, text]) => {
      // Only the program knows which of its additional fields are secrets.
      const isSecret =
        path[0] === additionalKey || secretFields.some((field) => isSecretAt(field, path, text));
      const at = formatPath(path);
      return [
        { path: at, text, isSecret },
        ...userinfoIn(text).map((part) => ({ path: at, text: part, isSecret: true })),
      ];
    });
}

/** The allowed values of the type's enumerations, by the path of the field. */
const enumerationsOf = memoized(
  (type: ConnectionType): ReadonlyMap<string, readonly string[]> =>
    new Map(
      fieldsOf(type).flatMap(({ path, allowed }) => (allowed ? [[path.join("."), allowed] as const] : [])),
    ),
);

/** Keys down to a text; numbers in lists. */
type Path = readonly (string | number)[];

function leaves(value: unknown, path: Path): [path: Path, text: string][] {
  if (typeof value === "string") return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((child, index) => leaves(child, [...path, index]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => leaves(child, [...path, key]));
}

/** Of a URL with a password, only user name and password are secrets: other texts have the same beginning. */
function isSecretAt({ path, when }: SecretField, at: Path, text: string): boolean {
  const isField = path.every(
    (key, depth) => at[depth] === key || (key === "*" && typeof at[depth] === "string"),
  );
  return isField && when?.(userinfoIn(text).length > 0 ? "" : text, String(at.at(-1))) !== false;
}
