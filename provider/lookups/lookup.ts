import * as pulumi from "@pulumi/pulumi";
import { settingsOf } from "../atlasProvider";
import { typeToken } from "../connections/types";
import { lookups } from "../messages/lookups";
import { settledBeforeExit } from "../shared/settledBeforeExit";
import type { LookupContext } from "./find";
import type { LookupOptions } from "./types";

/** The part of a look-up that sends requests. */
export type Find<Args, Result> = (args: Args, context: LookupContext) => Promise<Result>;

/**
 * A look-up with plain arguments.
 *
 * @param lookup the name of the function, for messages. The name of its form for outputs ends in `Output`.
 */
export async function lookUp<Args extends object, Result>(
  lookup: string,
  args: Args,
  opts: LookupOptions,
  find: Find<Args, Result>,
): Promise<Result> {
  return asRunError(lookup, async () => {
    const outputs = Object.keys(args).filter((key) => pulumi.Output.isInstance(args[key as keyof Args]));
    if (outputs.length > 0) throw new Error(lookups.output.text(lookup, outputs.join(", ")));
    const settings = explicitSettings(lookup, opts);
    const values = settings && (await valueIfKnown(settings));
    if (settings && !values) throw new Error(lookups.unknownSettings.text(lookup));
    return find(args, contextOf(values, false));
  });
}

/** A look-up whose arguments may be outputs. While one of them is unknown, the result is unknown and no request is sent. */
export function lookUpOutput<Args, Result>(
  lookup: string,
  args: { [Key in keyof Args]: pulumi.Input<Args[Key]> },
  opts: LookupOptions,
  find: Find<Args, Result>,
): pulumi.Output<Result> {
  const given = pulumi.output<object>(args) as unknown as pulumi.Output<Args>;
  const ready = pulumi.all([given, explicitSettings(lookup, opts), resourcesOf(given)]);
  const result = pulumi
    .all([ready, settledBeforeExitOf(ready, lookup)])
    .apply(([[plain, values]]) =>
      asRunError(lookup, async () => find(plain as Args, contextOf(values, await pulumi.isSecret(given)))),
    );
  return result as unknown as pulumi.Output<Result>;
}

type Values = Readonly<Record<string, string | undefined>>;

/**
 * The settings of the explicit provider; undefined for the stack's settings. They are not marked as secrets, because the
 * whole result would then be a secret.
 */
function explicitSettings(
  lookup: string,
  { provider, parent }: LookupOptions,
): pulumi.Output<Values> | undefined {
  const used = provider ?? parent?.getProvider(typeToken);
  if (!used) return undefined;
  const settings = settingsOf(used);
  if (!settings) throw runError(lookups.otherProvider.text(lookup));
  return pulumi.unsecret(pulumi.output(settings)) as pulumi.Output<Values>;
}

function contextOf(values: Values | undefined, hasSecretArgs: boolean): LookupContext {
  return {
    getConfig: values ? (key) => values[key] : (key) => pulumi.runtime.getConfig(key),
    log: (line) => void pulumi.log.info(line),
    hasSecretArgs,
  };
}

/** Fails when the program ends while an argument has no value yet, because it then also ends before the look-up. */
function settledBeforeExitOf(args: pulumi.Output<unknown>, lookup: string): pulumi.Output<unknown> {
  const settled = promiseOf(args).then(
    () => undefined,
    () => undefined,
  );
  // Rejected directly: a throw inside an async function takes V8 20 s for the promises behind an output.
  return pulumi.output(settledBeforeExit(settled, () => unsettledError(lookup)));
}

function unsettledError(lookup: string): pulumi.RunError {
  return runError(lookups.unsettled.text(lookup));
}

/** The value of an output; undefined while it is unknown. `isKnown` has no public counterpart. */
async function valueIfKnown<T>(output: pulumi.Output<T>): Promise<T | undefined> {
  const { isKnown } = output as unknown as { isKnown: Promise<boolean> };
  return (await isKnown) ? promiseOf(output) : undefined;
}

/** The promise inside an output. `promise` has no public counterpart. */
function promiseOf<T>(output: pulumi.Output<T>): Promise<T> {
  return (output as unknown as { promise: () => Promise<T> }).promise();
}

/**
 * The ids of the resources of the arguments. In a preview, the name of a new resource may be known although the resource
 * does not exist yet. Its id is unknown, so the look-up waits.
 */
function resourcesOf(output: pulumi.Output<unknown>): pulumi.Output<unknown> {
  const { allResources } = output as unknown as { allResources?: () => Promise<Set<pulumi.Resource>> };
  const ids = async () => {
    const resources = [...((await allResources?.call(output)) ?? [])];
    return pulumi.all(resources.flatMap((one) => (pulumi.CustomResource.isInstance(one) ? [one.id] : [])));
  };
  return pulumi.unsecret(pulumi.output(ids()));
}

async function asRunError<T>(lookup: string, work: () => Promise<T>): Promise<T> {
  try {
    return await settledBeforeExit(work(), () => unsettledError(lookup));
  } catch (error) {
    throw runError(error instanceof Error ? error.message : String(error));
  }
}

/**
 * Pulumi prints only the message of a RunError, but also formats its stack, which takes seconds with source maps. For an
 * unused output Pulumi prints the stack. The error has none, because it would point into this package.
 */
function runError(message: string): pulumi.RunError {
  const error = new pulumi.RunError(message);
  error.stack = message;
  return error;
}
