import * as pulumi from "@pulumi/pulumi";
import type { Find } from "./lookup";

/** An object, so that our own tests of requests can use mocks and ask the local Atlas. */
export const unitTest = {
  /** The mocks of `pulumi.runtime.setMocks`; undefined in a real program. */
  mocks(): pulumi.runtime.Mocks | undefined {
    const monitor = pulumi.runtime.getMonitor() as { mocks?: pulumi.runtime.Mocks } | undefined;
    return monitor?.mocks;
  },
};

/**
 * In a unit test, a look-up that asks the mocks' `call` instead of Atlas, as look-ups of generated packages do. `call` may
 * leave out the arguments and `defaults`.
 */
export function mockedFind<Args extends object, Result>(
  lookup: string,
  defaults: Partial<Result> = {},
): Find<Args, Result> | undefined {
  const mocks = unitTest.mocks();
  if (!mocks) return undefined;
  const token = `mongodbatlas:index:${lookup}`;
  return async (args) =>
    ({ ...defaults, ...args, ...(await mocks.call({ token, inputs: { ...args } })) }) as Result;
}
