import * as pulumi from "@pulumi/pulumi";
import { type SecretField, secretFieldsOf } from "../connections/secretPaths";

/**
 * A copy of the program's arguments with every secret field as a Pulumi secret. `check` marks secrets too, but the engine
 * skips it while the inputs of an explicit provider are unknown, and then prints the arguments as given.
 */
export function secretInputs(args: object): pulumi.Inputs {
  // Programs in JavaScript may leave the arguments out.
  const type = (args as { type?: unknown } | undefined)?.type;
  return markAt(args, secretFieldsOf(type), "") as pulumi.Inputs;
}

/** Marks all fields in one pass: a second pass through `pulumi.output` would make the whole value secret. */
function markAt(value: unknown, fields: readonly SecretField[], key: string): unknown {
  if (value === undefined || value === null || fields.length === 0) return value;
  const here = fields.filter(({ path }) => path.length === 0);
  if (here.some(({ when }) => !when)) return pulumi.secret(value);
  // Pulumi resolves the outputs in the result of apply, and their secrecy, when it sends the inputs.
  if (pulumi.Output.isInstance(value)) return value.apply((inner) => markAt(inner, fields, key));
  if (value instanceof Promise) return pulumi.output(value).apply((inner) => markAt(inner, fields, key));
  if (Array.isArray(value) && here.length > 0)
    // Its elements may be outputs, of which only the values tell.
    return pulumi.output(value).apply((inner) => (isSecret(here, inner, key) ? pulumi.secret(inner) : inner));
  if (typeof value !== "object" || Array.isArray(value))
    return isSecret(here, value, key) ? pulumi.secret(value) : value;
  const marked = Object.entries(value).map(([name, child]) => {
    const below = fields
      .filter(({ path: [first] }) => first === name || first === "*")
      .map(({ path: [, ...rest], ...field }) => ({ ...field, path: rest }));
    return [name, markAt(child, below, name)];
  });
  return Object.fromEntries(marked);
}

function isSecret(fields: readonly SecretField[], value: unknown, key: string): boolean {
  return fields.some(({ when }) => when?.(value, key));
}
