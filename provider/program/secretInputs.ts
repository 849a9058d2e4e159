import * as pulumi from "@pulumi/pulumi";
import { secretPaths } from "../connections/secretPaths";

/**
 * A copy of the program's arguments in which every secret field is a Pulumi secret. `check` marks them too, but the
 * engine does not always call it: while the inputs of an explicit provider are unknown, a preview prints the arguments
 * as the program passed them.
 */
export function secretInputs(args: object): pulumi.Inputs {
  return markAt(args, secretPaths) as pulumi.Inputs;
}

/** All paths go down together: passing an output through `pulumi.output` again would make the whole of it secret. */
function markAt(value: unknown, paths: readonly (readonly string[])[]): unknown {
  if (value === undefined || value === null || paths.length === 0) return value;
  if (paths.some((path) => path.length === 0)) return pulumi.secret(value);
  // What apply returns holds outputs; Pulumi resolves them, and their secrecy, when it sends the inputs.
  if (pulumi.Output.isInstance(value)) return value.apply((inner) => markAt(inner, paths));
  if (value instanceof Promise) return pulumi.output(value).apply((inner) => markAt(inner, paths));
  if (typeof value !== "object" || Array.isArray(value)) return value;
  const marked = Object.entries(value).map(([key, child]) => {
    const below = paths.filter(([first]) => first === key || first === "*").map(([, ...rest]) => rest);
    return [key, markAt(child, below)];
  });
  return Object.fromEntries(marked);
}
