import assert from "node:assert/strict";
import type { Connection, LocalAtlas } from "../../atlas-local";
import { isObject, type JsonObject } from "../../provider/shared/json";
import { unmarked } from "../support/unmarked";
import type { Declared, Kept } from "./engine";

/*
 * Program = state = Atlas, as an outsider sees it: nothing of the provider's own comparisons is used, or one mistake
 * would hide the other.
 */

const address = ["projectId", "workspaceName", "connectionName"];
const ours = ["adopt", "timeouts"];
const onlyInOutputs = ["__provider", "connectionId", "state", "adoptionId"];
/** What Atlas shows of every connection beside its fields. */
const base = ["id", "name", "type", "region", "state"];
/** What Atlas never shows. Headers are secrets too, but it shows them. */
const writeOnly = ["password", "clientSecret", "sslKey", "sslKeyPassword"];

/**
 * Every connection of the program is in the state and in Atlas, as the program has it, and nothing else is.
 *
 * @param inState how the state shows a program's properties, where it hides secrets.
 */
export function assertAgreement(
  program: readonly Declared[],
  state: readonly Kept[],
  atlas: LocalAtlas,
  inState: (props: JsonObject) => JsonObject = (props) => props,
): void {
  assert.deepEqual(state.map(({ name }) => name).sort(), program.map(({ name }) => name).sort(), "state");
  const addresses = program.map(({ props }) => addressOf(props));
  assert.deepEqual(allIn(atlas).sort(), addresses.sort(), "connections in Atlas");
  for (const { name, props } of program) {
    const kept = state.find((other) => other.name === name);
    assert.ok(kept);
    assertKept(kept, inState(props), name);
    const { projectId, workspaceName, connectionName } = props as Record<string, string>;
    const there = [projectId ?? "", workspaceName ?? "", connectionName ?? ""] as const;
    const connection = atlas.connection(...there);
    assert.ok(connection);
    assertConnection(connection, atlas.secretsOf(...there), props, name);
    const { connectionId, state: shown, region } = unmarked(kept.outputs);
    assert.deepEqual(
      { connectionId, state: shown, region },
      { connectionId: connection.id, state: "READY", region: connection.region },
      name,
    );
  }
}

function assertKept(kept: Kept, props: JsonObject, name: string): void {
  assert.deepEqual([kept.pendingDelete, kept.pendingReplacement, kept.initErrors], [false, false, []], name);
  assert.equal(kept.id, addressOf(props), name);
  const { __provider: _, ...inputs } = unmarked(kept.inputs);
  assert.deepEqual(inputs, props, `inputs of ${name}`);
  const { regionRequested, ...outputs } = without(unmarked(kept.outputs), onlyInOutputs);
  if (!regionRequested) delete outputs.region;
  assert.deepEqual(outputs, props, `outputs of ${name}`);
}

function assertConnection(
  connection: Connection,
  secrets: Readonly<Record<string, string>>,
  props: JsonObject,
  name: string,
): void {
  const { type, region, ...rest } = props;
  const wanted = without(rest, [...address, ...ours]);
  assert.equal(connection.type, type, name);
  if (region !== undefined) assert.equal(connection.region, region, name);
  const shown = without(connection, base);
  for (const [key, value] of Object.entries(shown)) {
    if (Object.hasOwn(wanted, key)) continue;
    // Nothing that the program did not say, except for what says nothing.
    assert.ok(isEmpty(value) || isPublic(value), `${name}: ${key} is ${JSON.stringify(value)}`);
    delete shown[key];
  }
  assert.deepEqual(shown, withoutSecrets(wanted), `${name} in Atlas`);
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

/** Write-only fields are inside of top-level objects. */
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
