import type { Connection } from "../../atlas/connection";
import type { Workspace } from "../../atlas/workspaceQueue";
import { formatId, type Kind } from "../../connections/address";
import { inputsFromAtlas } from "../../connections/drift";
import { type Field, fieldsOf } from "../../connections/fields";
import type { AddedOutputs } from "../../connections/inputs";
import { withMissingSecrets, withValue } from "../../connections/missingSecrets";
import type { Traits } from "../../connections/traits";
import type { ConnectionType } from "../../connections/types";
import { unknownValue } from "../../connections/unknown";
import { validate } from "../../connections/validate";
import { importCommand } from "../../messages/importCommand";
import { isObject, type JsonObject, valueAt } from "../../shared/json";
import { Certificates, holdsKey, isCertificate } from "./certificates";
import { camelCase, Names, resourceName, variableName } from "./names";
import { isPlainHeader } from "./plainHeaders";

/** A secret that the program reads from the configuration. */
interface DraftSecret {
  /** Its path in the inputs. */
  path: readonly string[];
  /** Its key in the configuration. */
  key: string;
  /** A text of several lines, usually in a file: the key of a certificate. */
  isPem: boolean;
}

/** A certificate that the program reads from a file. */
interface DraftCertificate {
  /** Its path in the inputs. */
  path: readonly string[];
  /** The file's name. */
  file: string;
}

/** One connection as the program will declare it. */
export interface Draft {
  kind: Kind;
  /** Of a failover connection: the connection that it stands in for. */
  failoverOf: Draft | undefined;
  /** The resource's name. */
  name: string;
  /** The name of the program's variable. */
  variable: string;
  /** The resource's id. */
  id: string;
  connectionName: string;
  /** The program's arguments. Pulumi's unknown value takes the place of every secret. */
  inputs: JsonObject;
  /** What only Atlas knows. */
  added: AddedOutputs;
  secrets: DraftSecret[];
  certificates: DraftCertificate[];
  /** Remarks for the user. Each is a sentence without a secret. */
  remarks: string[];
}

/** What the drafts of one program share: the names that are in use, and the certificates. */
export class DraftNames {
  readonly resources = new Names();
  readonly variables = new Names();
  readonly configuration = new Names();
  readonly certificates = new Certificates();
}

/** Drafts the declaration of a connection as it is in Atlas. */
export function draftOf(
  { projectId, workspaceName, prefix }: Workspace & { prefix?: string | undefined },
  type: ConnectionType,
  connection: Connection,
  names: DraftNames,
  failoverOf?: Draft,
): Draft {
  const kind = failoverOf ? "failover" : "connection";
  const { id, state, region } = connection;
  const failover = failoverOf && { id: id ?? undefined, region: region ?? undefined };
  const address = { projectId, workspaceName, connectionName: connection.name, failover };
  const fromAtlas = inputsFromAtlas(type, {}, connection, address);
  const fields = fieldsOf(type);
  const { inputs, paths } = withUnknownSecrets(fromAtlas, fields);
  const wanted = resourceName(
    [prefix, connection.name, failover?.region?.toLowerCase().replaceAll("_", "-")]
      .filter((part) => part !== undefined)
      .join("-"),
  );
  const name = names.resources.unique(wanted, "-");
  const secrets = paths.map(({ path, isPem }) => {
    // The last part identifies the field, because a connection has few secrets. Elements of a list have a number only.
    const field = path.findLast((part) => !/^\d+$/.test(part)) ?? "";
    const key = names.configuration.unique(camelCase(name, field));
    return { path, key, isPem };
  });
  return {
    kind,
    failoverOf,
    name,
    variable: names.variables.unique(variableName(name)),
    id: formatId(address),
    connectionName: connection.name,
    inputs,
    added: { id, state, region },
    secrets,
    certificates: fields.flatMap(({ path, traits }) => {
      const value = valueAt(inputs, path);
      if (!traits.pem || !isCertificate(value)) return [];
      return [{ path, file: names.certificates.add(value, name, path.at(-1) ?? "") }];
    }),
    remarks: [...remarksOn(connection, paths), ...validate(inputs, kind).map(remarkTexts.refused)],
  };
}

const remarkTexts = importCommand.remarks.text;

type SecretPath = Pick<DraftSecret, "path" | "isPem">;

/** Finds the secrets that Atlas returns, and the write-only ones without which validation refuses the program. */
function withUnknownSecrets(
  fromAtlas: JsonObject,
  fields: readonly Field[],
): { inputs: JsonObject; paths: SecretPath[] } {
  const returned = fields
    .filter(({ traits }) => !traits.writeOnly)
    .flatMap(({ path, traits }) => pathsIn(fromAtlas, path).map((at) => ({ path: at, traits })))
    .filter(({ path, traits }) => isSecretAt(fromAtlas, path, traits));
  const withoutThem = returned.reduce((inputs, { path }) => withValue(inputs, path, unknownValue), fromAtlas);
  const { inputs, missing } = withMissingSecrets(withoutThem, ({ traits }) => traits.writeOnly === true);
  const paths = [...returned, ...missing].map(({ path, traits }) => ({ path, isPem: traits.pem ?? false }));
  return { inputs, paths };
}

function isSecretAt(inputs: JsonObject, path: readonly string[], traits: Traits): boolean {
  const key = path.at(-1) ?? "";
  const value = valueAt(inputs, path);
  if (traits.pem) return holdsKey(value);
  if (traits.secret) return !isPlainHeader(key);
  return traits.secretWhen?.(value, key) ?? false;
}

/** The paths in a value that match a pattern. `*` matches every key of a map. Each element of a list has a path. */
function pathsIn(value: unknown, pattern: readonly string[]): string[][] {
  const [first, ...rest] = pattern;
  if (first === undefined) return Array.isArray(value) ? value.map((_, index) => [String(index)]) : [[]];
  if (!isObject(value)) return [];
  const keys = first === "*" ? Object.keys(value) : Object.keys(value).filter((key) => key === first);
  return keys.flatMap((key) => pathsIn(value[key], rest).map((path) => [key, ...path]));
}

function remarksOn({ state }: Connection, secrets: readonly SecretPath[]): string[] {
  const remarks: string[] = [];
  if (state === "FAILED") remarks.push(remarkTexts.failed);
  if (state === "PENDING") remarks.push(remarkTexts.pending);
  if (secrets.some(({ path }) => path.at(-1) === "sslKey")) remarks.push(remarkTexts.keyPassword);
  return remarks;
}
