import * as pulumi from "@pulumi/pulumi";
import type { StreamConnectionArgs } from "../connections/args";
import { parseDuration } from "../shared/duration";
import { isObject } from "../shared/json";

const operations = ["create", "update", "delete"] as const;

/**
 * The arguments with the `customTimeouts` of the resource's options in place of each of the `timeouts` that the program
 * leaves out. Pulumi does not give `customTimeouts` to dynamic providers.
 */
export function withCustomTimeouts(
  args: StreamConnectionArgs,
  customTimeouts: pulumi.CustomTimeouts | undefined,
): StreamConnectionArgs {
  const custom = operations.flatMap((operation) => {
    const duration = inOurForm(customTimeouts?.[operation]);
    return duration ? [[operation, duration]] : [];
  });
  if (custom.length === 0) return args;
  const complete = (given: unknown): unknown => {
    if (given === undefined || given === null) return Object.fromEntries(custom);
    // The preview reports a value that is not an object.
    if (!isObject(given)) return given;
    const missing = custom.filter(([operation = ""]) => given[operation] === undefined);
    return { ...given, ...Object.fromEntries(missing) };
  };
  const given = args?.timeouts as unknown;
  const isLater = pulumi.Output.isInstance(given) || given instanceof Promise;
  const timeouts = isLater
    ? pulumi.output<object>(given as Promise<object>).apply(complete)
    : complete(given);
  return { ...args, timeouts } as StreamConnectionArgs;
}

const secondsPer: Readonly<Record<string, number>> = {
  h: 3600,
  m: 60,
  s: 1,
  ms: 1e-3,
  us: 1e-6,
  µs: 1e-6,
  ns: 1e-9,
};

/**
 * A duration of the engine, such as "1.5h", as whole seconds. Undefined for zero, which means no limit of one's own, and
 * for what the engine refuses.
 */
function inOurForm(duration: unknown): string | undefined {
  if (typeof duration !== "string") return undefined;
  if (parseDuration(duration)) return duration;
  if (!/^([\d.]+(ns|us|µs|ms|s|m|h))+$/.test(duration)) return undefined;
  const parts = [...duration.matchAll(/([\d.]+)(\D+)/g)];
  const seconds = parts.reduce(
    (sum, [, count, unit = ""]) => sum + Number(count) * (secondsPer[unit] ?? 0),
    0,
  );
  return seconds > 0 ? `${Math.ceil(seconds)}s` : undefined;
}
