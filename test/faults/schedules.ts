import fc from "fast-check";
import type { FaultAction, LocalAtlas, Patch } from "../../atlas-local";
import { patches } from "../support/patches";
import { timeouts } from "../support/runtime";

/** A failure of requests. `expireNonces` does not replace the response, but makes the next request fail. */
type Failure = FaultAction | { kind: "expireNonces" };

/** A failure, and the requests that it applies to: `times` requests with this method, after the first `skip`. */
export interface FaultSpec {
  method: "GET" | "POST" | "PATCH" | "DELETE" | undefined;
  skip: number;
  times: number;
  failure: Failure;
}

/** Permanent behaviour of the server, in virtual milliseconds. Only the race uses real ones. */
export interface ServerBehavior {
  eventualConsistencyMs: number;
  lostUpdateRaceMs: number;
  pendingMs: number;
  deletingMs: number;
  /** Whether it shows values in its own spelling, and fills in defaults. */
  spelling: boolean;
  patch: Patch;
}

const timeout = fc.constant<Failure>(timeouts.ofProcessedRequest);

const failures: fc.Arbitrary<Failure> = fc.oneof(
  fc.record({ kind: fc.constant("rateLimited" as const), retryAfterSeconds: fc.constantFrom(0, 1, 20) }),
  fc.record({
    kind: fc.constant("status" as const),
    status: fc.constantFrom(500, 502, 503, 504),
    body: fc.constant({
      error: 500,
      errorCode: "UNEXPECTED_ERROR",
      detail: "Unexpected error.",
      parameters: [],
    }),
  }),
  fc.record({ kind: fc.constant("html" as const), status: fc.constantFrom(502, 503) }),
  fc.constant<Failure>({ kind: "resetBefore" }),
  fc.constant<Failure>({ kind: "resetAfter" }),
  fc.constant<Failure>({ kind: "statusAfter" }),
  fc.constant<Failure>({ kind: "truncate" }),
  fc.record({ kind: fc.constant("delay" as const), ms: fc.integer({ min: 1, max: 10 }) }),
  // Without `stale`, the first one would mean that the keys are wrong.
  fc.constant<Failure>({ kind: "challenge", stale: true }),
  fc.constant<Failure>({ kind: "expireNonces" }),
);

const methods = fc.constantFrom(
  undefined,
  "GET" as const,
  "POST" as const,
  "PATCH" as const,
  "DELETE" as const,
);

/** @param times possible numbers of failures; twelve exceeds the attempts of a request. */
function faultSpecs(...times: number[]): fc.Arbitrary<FaultSpec> {
  const common = { method: methods, skip: fc.nat({ max: 2 }) };
  return fc.oneof(
    { weight: 12, arbitrary: fc.record({ ...common, times: fc.constantFrom(...times), failure: failures }) },
    { weight: 1, arbitrary: fc.record({ ...common, times: fc.constant(1), failure: timeout }) },
  );
}

/** A request and a create both have more attempts than this number of failures. */
const maxMildFaults = 3;

/** Faults that delay Pulumi's engine by at most a second or two of real time. */
export const quickFaults: fc.Arbitrary<FaultSpec> = fc.record({
  method: methods,
  skip: fc.nat({ max: 4 }),
  times: fc.integer({ min: 1, max: 3 }),
  failure: failures.filter((failure) => failure.kind !== "rateLimited" || failure.retryAfterSeconds !== 20),
});

export const serverBehaviors: fc.Arbitrary<ServerBehavior> = fc.record({
  eventualConsistencyMs: fc.constantFrom(0, 0, 1_500, 6_000),
  lostUpdateRaceMs: fc.constantFrom(0, 0, 2),
  pendingMs: fc.constantFrom(0, 1_000, 600_000),
  deletingMs: fc.constantFrom(0, 0, 5_000),
  spelling: fc.boolean(),
  patch: fc.constantFrom(...patches),
});

/** The faults during the `up` of one version of a program. */
export interface Disruption {
  faults: FaultSpec[];
  /** Number of responses after which the CLI is killed. */
  killedAfter: number | undefined;
}

const mild: fc.Arbitrary<Disruption> = fc.record({
  faults: fc.array(faultSpecs(1), { minLength: 1, maxLength: maxMildFaults }),
  killedAfter: fc.constant(undefined),
});

const severe: fc.Arbitrary<Disruption> = fc.record({
  faults: fc.array(faultSpecs(1, 1, 2, 4, 12), { minLength: 1, maxLength: 6 }),
  killedAfter: fc.constant(undefined),
});

const fatal: fc.Arbitrary<Disruption> = fc.record({
  faults: fc.array(faultSpecs(1, 2, 12), { maxLength: 3 }),
  killedAfter: fc.integer({ min: 1, max: 20 }),
});

export const disruptions: fc.Arbitrary<Disruption> = fc.oneof(
  { weight: 2, arbitrary: mild },
  { weight: 2, arbitrary: severe },
  { weight: 1, arbitrary: fatal },
);

/** Whether retries and look-ups must handle the disruption, regardless of the affected requests. */
export function isMild({ faults, killedAfter }: Disruption): boolean {
  return killedAfter === undefined && faults.reduce((sum, { times }) => sum + times, 0) <= maxMildFaults;
}

/** Adds faults to the server. */
export function addFaults(atlas: LocalAtlas, faults: readonly FaultSpec[]): void {
  for (const { method, skip, times, failure } of faults) {
    atlas.fault({
      ...(method ? { method } : {}),
      skip,
      times,
      action: () => {
        if (failure.kind !== "expireNonces") return failure;
        atlas.expireNonces();
        return undefined;
      },
    });
  }
}
