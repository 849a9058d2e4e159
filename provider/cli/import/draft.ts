import type { Connection } from "../../atlas/connection";
import type { Workspace } from "../../atlas/workspaceQueue";
import { formatId } from "../../connections/address";
import { inputsFromAtlas } from "../../connections/drift";
import { type Field, fieldsOf } from "../../connections/fields";
import type { Traits } from "../../connections/traits";
import type { ConnectionType } from "../../connections/types";
import { unknownValue } from "../../connections/unknown";
import { validate } from "../../connections/validate";
import { importCommand } from "../../messages/importCommand";
import { isObject, type JsonObject, valueAt } from "../../shared/json";
import { camelCase, type Names, resourceName } from "./names";

/** A secret that the program reads from the configuration. */
export interface DraftSecret {
  /** Its path in the inputs. */
  path: readonly string[];
  /** Its key in the configuration. */
  key: string;
  /** A text of several lines, usually in a file: the key of a certificate. */
  isPem: boolean;
}

/** One connection as the program will declare it. */
export interface Draft {
  /** The resource's name. */
  name: string;
  /** The resource's id. */
  id: string;
  connectionName: string;
  /** The program's arguments. Pulumi's unknown value takes the place of every secret. */
  inputs: JsonObject;
  secrets: DraftSecret[];
  /** Remarks for the user. Each is a sentence without a secret. */
  remarks: string[];
}

/** The names that are in use. */
export interface DraftNames {
  resources: Names;
  configuration: Names;
}

/** Drafts the declaration of a connection as it is in Atlas. */
export function draftOf(
  { projectId, workspaceName, prefix }: Workspace & { prefix?: string | undefined },
  type: ConnectionType,
  connection: Connection,
  names: DraftNames,
): Draft {
  const address = { projectId, workspaceName, connectionName: connection.name };
  const fromAtlas = inputsFromAtlas(type, {}, connection, address);
  const fields = fieldsOf(type);
  const { inputs, paths } = withUnknownSecrets(fromAtlas, fields);
  const wanted = resourceName(prefix === undefined ? connection.name : `${prefix}-${connection.name}`);
  const name = names.resources.unique(wanted, "-");
  const secrets = paths.map(({ path, isPem }) => {
    // The last part identifies the field, because a connection has few secrets. Elements of a list have a number only.
    const field = path.findLast((part) => !/^\d+$/.test(part)) ?? "";
    const key = names.configuration.unique(camelCase(name, field));
    return { path, key, isPem };
  });
  const remarks = [...remarksOn(connection, paths), ...validate(inputs).map(remarkTexts.refused)];
  return { name, id: formatId(address), connectionName: connection.name, inputs, secrets, remarks };
}

const remarkTexts = importCommand.remarks.text;

type SecretPath = Pick<DraftSecret, "path" | "isPem">;

/** Finds the secrets that Atlas returns, and the write-only ones without which validation refuses the program. */
function withUnknownSecrets(
  fromAtlas: JsonObject,
  fields: readonly Field[],
): { inputs: JsonObject; paths: SecretPath[] } {
  let inputs = fromAtlas;
  const paths: SecretPath[] = [];
  const add = (path: readonly string[], { traits }: Field) => {
    inputs = withValue(inputs, path, unknownValue);
    paths.push({ path, isPem: traits.pem ?? false });
  };
  for (const field of fields.filter(({ traits }) => traits.secret || traits.secretWhen)) {
    const { path, traits } = field;
    if (!traits.writeOnly) {
      const found = pathsIn(fromAtlas, path).filter((at) => isSecretAt(fromAtlas, at, traits));
      for (const at of found) add(at, field);
    } else if (validate(withValue(inputs, path, unknownValue)).length < validate(inputs).length) {
      add(path, field);
    }
  }
  return { inputs, paths };
}

function isSecretAt(inputs: JsonObject, path: readonly string[], { secret, secretWhen }: Traits): boolean {
  return secret || (secretWhen?.(valueAt(inputs, path), path.at(-1) ?? "") ?? false);
}

/** The paths in a value that match a pattern. `*` matches every key of a map. Each element of a list has a path. */
function pathsIn(value: unknown, pattern: readonly string[]): string[][] {
  const [first, ...rest] = pattern;
  if (first === undefined) return Array.isArray(value) ? value.map((_, index) => [String(index)]) : [[]];
  if (!isObject(value)) return [];
  const keys = first === "*" ? Object.keys(value) : Object.keys(value).filter((key) => key === first);
  return keys.flatMap((key) => pathsIn(value[key], rest).map((path) => [key, ...path]));
}

function withValue(object: JsonObject, [key = "", ...rest]: readonly string[], value: unknown): JsonObject {
  const child = object[key];
  if (Array.isArray(child)) return { ...object, [key]: child.with(Number(rest[0]), value) };
  const changed = rest.length === 0 ? value : withValue(isObject(child) ? child : {}, rest, value);
  return { ...object, [key]: changed };
}

function remarksOn({ state }: Connection, secrets: readonly SecretPath[]): string[] {
  const remarks: string[] = [];
  if (state === "FAILED") remarks.push(remarkTexts.failed);
  if (state === "PENDING") remarks.push(remarkTexts.pending);
  if (secrets.some(({ path }) => path.at(-1) === "sslKey")) remarks.push(remarkTexts.keyPassword);
  return remarks;
}
