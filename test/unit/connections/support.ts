import assert from "node:assert/strict";
import type { Address } from "../../../provider/connections/address";
import { programInputs } from "../../../provider/connections/inputs";
import { type ConnectionType, connectionTypes } from "../../../provider/connections/types";
import { unknownValue } from "../../../provider/connections/unknown";
import { inspect, validate } from "../../../provider/connections/validate";
import type { JsonObject } from "../../../provider/shared/json";
import { exampleSecrets, examples, projectId, workspaceName } from "../../support/examples";

export const types = Object.keys(connectionTypes) as ConnectionType[];

/** Both examples of every type, each with a title. */
export const everyExample: readonly { title: string; type: ConnectionType; inputs: JsonObject }[] =
  types.flatMap((type) => [
    { title: `${type}, every field`, type, inputs: examples[type].full },
    { title: `${type}, required fields only`, type, inputs: examples[type].minimal },
  ]);

export type Path = readonly (string | number)[];

/** The address of an example. */
export function addressOf(inputs: JsonObject): Address {
  return { projectId, workspaceName, connectionName: inputs.connectionName as string };
}

/** The paths of all values, each container before its content. */
export function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return path.length > 0 ? [path] : [];
  const inside = Array.isArray(value)
    ? value.flatMap((child, index) => pathsIn(child, [...path, index]))
    : Object.entries(value).flatMap(([key, child]) => pathsIn(child, [...path, key]));
  return path.length > 0 ? [path, ...inside] : inside;
}

/** A copy with one value changed; `undefined` removes it. Missing parent objects are created. */
export function changed<T>(root: T, path: Path, value: unknown): T {
  const copy = structuredClone(root);
  let parent = copy as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) {
    parent[key] ??= {};
    parent = parent[key] as Record<string | number, unknown>;
  }
  const last = path.at(-1) as string | number;
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}

/** The failures of a program's inputs, without `null` and `undefined`, as `check` reports them. */
export function failuresOf(inputs: JsonObject): readonly string[] {
  const failures = validate(programInputs(inputs));
  assertNothingSecret(failures, inputs);
  return failures;
}

/** No message may contain a secret, or an input that contains "garbage". */
export function assertNothingSecret(messages: readonly string[], inputs: unknown): void {
  const garbage = pathsIn(inputs)
    .map((path) => path.reduce<unknown>((value, key) => (value as JsonObject)[key], inputs))
    .filter((value) => typeof value === "string" && value.includes("garbage"));
  for (const text of [...exampleSecrets, ...garbage, unknownValue])
    for (const message of messages) assert.ok(!message.includes(String(text)), `shows a value: ${message}`);
}

/** A mistake in the minimal example: the path, its value (`undefined`: left out), all failures, and all warnings after "warning: ". */
export type Mistake = readonly [path: string, value: unknown, ...failures: string[]];

/** One test for each mistake. Paths with dots in a key are not possible here. */
export function refuses(type: ConnectionType, mistakes: readonly Mistake[]): void {
  for (const [path, value, ...expected] of mistakes) {
    it(`refuses ${path}: ${title(value)}`, () => {
      const keys = path.split(".").map((key) => (/^\d+$/.test(key) ? Number(key) : key));
      const inputs = changed(examples[type].minimal, keys, value);
      const warnings = inspect(programInputs(inputs)).warnings.map((text) => `warning: ${text}`);
      assertNothingSecret(warnings, inputs);
      assert.deepEqual([...failuresOf(inputs), ...warnings], expected);
    });
  }
}

function title(value: unknown): string {
  if (value === undefined) return "left out";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
