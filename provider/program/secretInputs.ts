import * as pulumi from "@pulumi/pulumi";
import { type SecretPath, secretPathsOf } from "../connections/secretPaths";

/**
 * A copy of the program's arguments with every secret field as a Pulumi secret. `check` marks secrets too, but the engine
 * skips it while the inputs of an explicit provider are unknown, and then prints the arguments as given.
 */
export function secretInputs(args: object): pulumi.Inputs {
  // Programs in JavaScript may leave the arguments out.
  const type = (args as { type?: unknown } | undefined)?.type;
  return markAt(args, secretPathsOf(type)) as pulumi.Inputs;
}

/** Marks all paths in one pass: a second pass through `pulumi.output` would make the whole value secret. */
function markAt(value: unknown, paths: readonly SecretPath[]): unknown {
  if (value === undefined || value === null || paths.length === 0) return value;
  if (paths.some((path) => path.length === 0)) return pulumi.secret(value);
  // Pulumi resolves the outputs in the result of apply, and their secrecy, when it sends the inputs.
  if (pulumi.Output.isInstance(value)) return value.apply((inner) => markAt(inner, paths));
  if (value instanceof Promise) return pulumi.output(value).apply((inner) => markAt(inner, paths));
  if (typeof value !== "object" || Array.isArray(value)) return value;
  const marked = Object.entries(value).map(([key, child]) => {
    const below = paths.filter(([first]) => first === key || first === "*").map(([, ...rest]) => rest);
    return [key, markAt(child, below)];
  });
  return Object.fromEntries(marked);
}
