import * as pulumi from "@pulumi/pulumi";
import { secretPaths } from "./connections/secretPaths";

/**
 * A copy of the program's arguments in which every secret field is a Pulumi secret. `check` marks them too, but the
 * engine does not always call it: while the inputs of an explicit provider are unknown, a preview prints the arguments
 * as the program passed them.
 */
export function secretInputs(args: object): pulumi.Inputs {
  return secretPaths.reduce<pulumi.Inputs>((inputs, path) => markAt(inputs, path) as pulumi.Inputs, {
    ...args,
  });
}

function markAt(value: unknown, path: readonly string[]): unknown {
  if (value === undefined || value === null) return value;
  const [key, ...rest] = path;
  if (key === undefined) return pulumi.secret(value);
  if (pulumi.Output.isInstance(value) || value instanceof Promise) {
    // What apply returns may hold outputs; Pulumi resolves them, and their secrecy, when it sends the inputs.
    return pulumi.output(value).apply((inner) => markAt(inner, path));
  }
  if (typeof value !== "object" || Array.isArray(value)) return value;
  const object = value as Record<string, unknown>;
  const keys = key === "*" ? Object.keys(object) : Object.hasOwn(object, key) ? [key] : [];
  return { ...object, ...Object.fromEntries(keys.map((name) => [name, markAt(object[name], rest)])) };
}
