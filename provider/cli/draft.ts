import type { Connection } from "../atlas/connection";
import type { Workspace } from "../atlas/workspaceQueue";
import { formatId } from "../connections/address";
import { inputsFromAtlas } from "../connections/drift";
import { type Field, fieldsOf } from "../connections/fields";
import type { ConnectionType } from "../connections/types";
import { unknownValue } from "../connections/unknown";
import { validate } from "../connections/validate";
import { isObject, type JsonObject } from "../shared/json";
import { configKey, type Names, resourceName } from "./names";

/** A secret that the program takes from the configuration. */
export interface DraftSecret {
  /** Its path in the inputs. */
  path: readonly string[];
  /** Its key in the configuration. */
  key: string;
  /** A certificate's key, say: a text of several lines that one keeps in a file. */
  isPem: boolean;
}

/** One connection as the program will declare it. */
export interface Draft {
  /** The resource's name. */
  name: string;
  /** The resource's id. */
  id: string;
  connectionName: string;
  /** The program's arguments. Every secret stands in them as Pulumi's unknown value: nobody needs to know it here. */
  inputs: JsonObject;
  secrets: DraftSecret[];
  /** What the user should know of it, each a sentence without a secret. */
  remarks: string[];
}

/** Every name that is given out. */
export interface DraftNames {
  resources: Names;
  configuration: Names;
}

/** What a program has to say of a connection to have it as it is. */
export function draftOf(
  { projectId, workspaceName, prefix }: Workspace & { prefix?: string | undefined },
  type: ConnectionType,
  connection: Connection,
  names: DraftNames,
): Draft {
  const address = { projectId, workspaceName, connectionName: connection.name };
  const shown = inputsFromAtlas(type, {}, connection, address);
  const fields = fieldsOf(type);
  const { inputs, paths } = withSecrets(shown, fields);
  const wanted = resourceName(prefix === undefined ? connection.name : `${prefix}-${connection.name}`);
  const name = names.resources.unique(wanted, "-");
  const secrets = paths.map(({ path, isPem }) => {
    // The last part is enough to know a field by; a connection's secrets are few.
    const key = names.configuration.unique(configKey(name, path.at(-1) ?? ""));
    return { path, key, isPem };
  });
  const remarks = [
    ...remarksOn(connection, paths),
    ...validate(inputs).map((problem) => `Pulumi will refuse it until this is corrected: ${problem}.`),
  ];
  return { name, id: formatId(address), connectionName: connection.name, inputs, secrets, remarks };
}

type SecretPath = Pick<DraftSecret, "path" | "isPem">;

/** The secrets that Atlas shows, and those that it never shows but without which the provider refuses the program. */
function withSecrets(
  shown: JsonObject,
  fields: readonly Field[],
): { inputs: JsonObject; paths: SecretPath[] } {
  let inputs = shown;
  const paths: SecretPath[] = [];
  const add = (path: readonly string[], { meta }: Field) => {
    inputs = withValue(inputs, path, unknownValue);
    paths.push({ path, isPem: meta.pem ?? false });
  };
  for (const field of fields.filter(({ meta }) => meta.secret)) {
    const { path, meta } = field;
    if (!meta.writeOnly) for (const found of pathsIn(shown, path)) add(found, field);
    else if (validate(withValue(inputs, path, unknownValue)).length < validate(inputs).length)
      add(path, field);
  }
  return { inputs, paths };
}

/** The paths that a pattern has in a value; `*` stands for every key of a map. */
function pathsIn(value: unknown, pattern: readonly string[]): string[][] {
  const [first, ...rest] = pattern;
  if (first === undefined) return [[]];
  if (!isObject(value)) return [];
  const keys = first === "*" ? Object.keys(value) : Object.keys(value).filter((key) => key === first);
  return keys.flatMap((key) => pathsIn(value[key], rest).map((path) => [key, ...path]));
}

function withValue(object: JsonObject, [key = "", ...rest]: readonly string[], value: unknown): JsonObject {
  const child = object[key];
  const changed = rest.length === 0 ? value : withValue(isObject(child) ? child : {}, rest, value);
  return { ...object, [key]: changed };
}

function remarksOn({ state }: Connection, secrets: readonly SecretPath[]): string[] {
  const remarks: string[] = [];
  if (state === "FAILED") remarks.push("It is FAILED in Atlas: pulumi up will replace it.");
  if (state === "PENDING") remarks.push("It is PENDING in Atlas: pulumi up will wait for it.");
  if (secrets.some(({ path }) => path.at(-1) === "sslKey"))
    remarks.push(
      "If sslKey has a password, add authentication.sslKeyPassword: pulumi up sends authentication as a whole.",
    );
  return remarks;
}
