import * as pulumi from "@pulumi/pulumi";
import { settingsOf } from "../atlasProvider";
import type { Circumstances } from "./find";
import type { LookupOptions } from "./types";

/** The part of a look-up that asks Atlas. */
export type Find<Args, Result> = (args: Args, circumstances: Circumstances) => Promise<Result>;

/**
 * A look-up whose arguments are plain.
 *
 * @param lookup what the program calls, for messages; its form for outputs ends in `Output`.
 * @param find called when everything is known.
 */
export async function lookUp<Args extends object, Result>(
  lookup: string,
  args: Args,
  opts: LookupOptions,
  find: Find<Args, Result>,
): Promise<Result> {
  return asRunError(async () => {
    const outputs = Object.keys(args).filter((key) => pulumi.Output.isInstance(args[key as keyof Args]));
    if (outputs.length > 0)
      throw new Error(`${lookup}: ${outputs.join(", ")}: is an output; use ${lookup}Output`);
    const settings = explicitSettings(lookup, opts);
    const values = settings && (await known(settings));
    if (settings && !values) {
      throw new Error(
        `${lookup}: the settings of the AtlasProvider are not known yet in this preview; use ${lookup}Output, which waits for them`,
      );
    }
    return find(args, circumstances(values, false));
  });
}

/** A look-up whose arguments may be outputs. What is not known yet in a preview makes the result unknown, unasked. */
export function lookUpOutput<Args, Result>(
  lookup: string,
  args: { [Key in keyof Args]: pulumi.Input<Args[Key]> },
  opts: LookupOptions,
  find: Find<Args, Result>,
): pulumi.Output<Result> {
  const given = pulumi.output<object>(args) as unknown as pulumi.Output<Args>;
  const ready = pulumi.all([given, explicitSettings(lookup, opts), resourcesOf(given)]);
  const result = ready.apply(([plain, values]) =>
    asRunError(async () => find(plain as Args, circumstances(values, await pulumi.isSecret(given)))),
  );
  return result as unknown as pulumi.Output<Result>;
}

type Values = Readonly<Record<string, string | undefined>>;

/**
 * The settings of the explicit provider; undefined leads to the stack's own. Not a secret: what they lead to would
 * otherwise be one as a whole, and nobody else gets to see them.
 */
function explicitSettings(
  lookup: string,
  { provider, parent }: LookupOptions,
): pulumi.Output<Values> | undefined {
  const used = provider ?? parent?.getProvider("pulumi-nodejs:dynamic/mongodbatlas:StreamConnection");
  if (!used) return undefined;
  const settings = settingsOf(used);
  if (!settings) throw runError(`${lookup}: provider must be an AtlasProvider of pulumi-atlas-streams`);
  return pulumi.unsecret(pulumi.output(settings)) as pulumi.Output<Values>;
}

function circumstances(values: Values | undefined, hasSecretArgs: boolean): Circumstances {
  return {
    getConfig: values ? (key) => values[key] : (key) => pulumi.runtime.getConfig(key),
    log: (line) => void pulumi.log.info(line),
    hasSecretArgs,
  };
}

/** The value of an output, or undefined where it is not known yet. `isKnown` and `promise` have no public counterpart. */
async function known<T>(output: pulumi.Output<T>): Promise<T | undefined> {
  const { isKnown, promise } = output as unknown as {
    isKnown: Promise<boolean>;
    promise: () => Promise<T>;
  };
  return (await isKnown) ? promise.call(output) : undefined;
}

/**
 * The ids of the resources behind the arguments. In a preview a new resource's name is known, but nothing has it yet;
 * its id is not known, and makes the look-up wait.
 */
function resourcesOf(output: pulumi.Output<unknown>): pulumi.Output<unknown> {
  const { allResources } = output as unknown as { allResources?: () => Promise<Set<pulumi.Resource>> };
  const ids = async () => {
    const resources = [...((await allResources?.call(output)) ?? [])];
    return pulumi.all(resources.flatMap((one) => (pulumi.CustomResource.isInstance(one) ? [one.id] : [])));
  };
  return pulumi.unsecret(pulumi.output(ids()));
}

async function asRunError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw runError(error instanceof Error ? error.message : String(error));
  }
}

/**
 * Pulumi prints a RunError's message alone, but still makes a text of its stack, which takes seconds with its source maps,
 * and prints that where nobody uses the output. It would lead into this package, so there is none.
 */
function runError(message: string): pulumi.RunError {
  const error = new pulumi.RunError(message);
  error.stack = message;
  return error;
}
