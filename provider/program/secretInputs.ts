import * as pulumi from "@pulumi/pulumi";
import { type SecretPath, secretPathsOf } from "../connections/secretPaths";

/**
 * A copy of the program's arguments in which every secret field is a Pulumi secret. `check` marks them too, but the
 * engine does not always call it: while the inputs of an explicit provider are unknown, a preview prints the arguments
 * unchanged.
 */
export function secretInputs(args: object): pulumi.Inputs {
  // Programs in JavaScript may leave the arguments out.
  const type = (args as { type?: unknown } | undefined)?.type;
  return markAt(args, secretPathsOf(type)) as pulumi.Inputs;
}

/** Handles all paths in one pass, because passing an output through `pulumi.output` again makes all of it secret. */
function markAt(value: unknown, paths: readonly SecretPath[]): unknown {
  if (value === undefined || value === null || paths.length === 0) return value;
  if (paths.some((path) => path.length === 0)) return pulumi.secret(value);
  // The result of `apply` holds outputs. Pulumi resolves them, and their secrecy, when it sends the inputs.
  if (pulumi.Output.isInstance(value)) return value.apply((inner) => markAt(inner, paths));
  if (value instanceof Promise) return pulumi.output(value).apply((inner) => markAt(inner, paths));
  if (typeof value !== "object" || Array.isArray(value)) return value;
  const marked = Object.entries(value).map(([key, child]) => {
    const below = paths.filter(([first]) => first === key || first === "*").map(([, ...rest]) => rest);
    return [key, markAt(child, below)];
  });
  return Object.fromEntries(marked);
}
