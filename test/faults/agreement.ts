import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import type { Connection, LocalAtlas } from "../../atlas-local";
import { serverSpelling } from "../../atlas-local/spelling";
import type { JsonObject as StoredFields } from "../../atlas-local/types";
import { isObject, type JsonObject } from "../../provider/shared/json";
import { unmarked } from "../support/unmarked";
import type { Declared, StateEntry } from "./engine";

/*
 * Checks that program, state and Atlas are consistent. It does not use the provider's own comparisons, so that a mistake
 * in these cannot hide.
 */

const address = ["projectId", "workspaceName", "connectionName"];
const ours = ["adopt", "timeouts", "secretsInState"];
const onlyInOutputs = ["__provider", "connectionId", "state", "adoptionId", "recorded"];
/** The fields that Atlas returns for every type. */
const base = ["id", "name", "type", "region", "state"];
/** The fields that Atlas never returns. It does return headers, although they are secrets. */
const writeOnly = ["password", "clientSecret", "sslKey", "sslKeyPassword"];

/**
 * Asserts that the state and Atlas have exactly the program's connections, with the program's values.
 *
 * @param options.spelling whether Atlas shows values in its own spelling.
 * @param options.inState converts a program's properties to their form in the state, for example with masked secrets.
 */
export function assertConsistent(
  program: readonly Declared[],
  state: readonly StateEntry[],
  atlas: LocalAtlas,
  {
    spelling = false,
    inState = (props) => props,
  }: { spelling?: boolean; inState?: (props: JsonObject) => JsonObject } = {},
): void {
  assert.deepEqual(state.map(({ name }) => name).sort(), program.map(({ name }) => name).sort(), "state");
  const addresses = program.map(({ props }) => addressOf(props));
  assert.deepEqual(allIn(atlas).sort(), addresses.sort(), "connections in Atlas");
  for (const { name, props } of program) {
    const entry = state.find((other) => other.name === name);
    assert.ok(entry);
    assertStateEntry(entry, inState(props), name);
    const { projectId, workspaceName, connectionName } = props as Record<string, string>;
    const there = [projectId ?? "", workspaceName ?? "", connectionName ?? ""] as const;
    const connection = atlas.connection(...there);
    assert.ok(connection);
    assertConnection(connection, atlas.secretsOf(...there), props, name, spelling);
    const { connectionId, state: shown, region } = unmarked(entry.outputs);
    assert.deepEqual(
      { connectionId, state: shown, region },
      { connectionId: connection.id, state: "READY", region: connection.region },
      name,
    );
  }
}

function assertStateEntry(entry: StateEntry, props: JsonObject, name: string): void {
  assert.deepEqual(
    [entry.pendingDelete, entry.pendingReplacement, entry.initErrors],
    [false, false, []],
    name,
  );
  assert.equal(entry.id, addressOf(props), name);
  const { __provider: _, ...inputs } = unmarked(entry.inputs);
  assert.deepEqual(inputs, props, `inputs of ${name}`);
  const { regionRequested, ...outputs } = without(unmarked(entry.outputs), onlyInOutputs);
  if (!regionRequested) delete outputs.region;
  assert.deepEqual(outputs, props, `outputs of ${name}`);
}

function assertConnection(
  connection: Connection,
  secrets: Readonly<Record<string, string>>,
  props: JsonObject,
  name: string,
  spelling: boolean,
): void {
  const { type, region, ...rest } = props;
  const wanted = without(rest, [...address, ...ours]);
  const sent = withoutSecrets(wanted) as StoredFields;
  const spelled = (fields: StoredFields) => (spelling ? serverSpelling(String(type), fields) : fields);
  const expected = spelled(sent);
  assert.equal(connection.type, type, name);
  if (region !== undefined) assert.equal(connection.region, region, name);
  const shown = without(connection, base);
  for (const [key, value] of Object.entries(shown)) {
    if (Object.hasOwn(expected, key)) continue;
    // Atlas may add only PUBLIC networking and empty values, in its own spelling.
    const isOfNothing = isDeepStrictEqual(value, spelled({ [key]: {} })[key]);
    assert.ok(
      isOfNothing || isEmpty(value) || isPublic(value),
      `${name}: ${key} is ${JSON.stringify(value)}`,
    );
    delete shown[key];
  }
  assert.deepEqual(shown, expected, `${name} in Atlas`);
  assert.deepEqual({ ...secrets }, secretsIn(wanted), `secrets that Atlas has for ${name}`);
}

function addressOf(props: JsonObject): string {
  return address.map((key) => props[key]).join("/");
}

function allIn(atlas: LocalAtlas): string[] {
  return atlas
    .workspaces()
    .flatMap(({ projectId, workspaceName }) =>
      atlas
        .connections(projectId, workspaceName)
        .map((connection) => `${projectId}/${workspaceName}/${connection.name}`),
    );
}

function without(object: object, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

/** All write-only fields are in top-level objects. */
function withoutSecrets(body: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [key, isObject(value) ? without(value, writeOnly) : value]),
  );
}

function secretsIn(body: JsonObject): Record<string, unknown> {
  const found = Object.entries(body).flatMap(([key, value]) =>
    isObject(value)
      ? writeOnly.filter((field) => field in value).map((field) => [`${key}.${field}`, value[field]])
      : [],
  );
  return Object.fromEntries(found);
}

function isEmpty(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}

function isPublic(value: unknown): boolean {
  return isObject(value) && isObject(value.access) && value.access.type === "PUBLIC";
}
