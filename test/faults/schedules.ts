import fc from "fast-check";
import type { FaultAction, LocalAtlas } from "../../atlas-local";

/** What goes wrong once or several times; nonces that run out are no answer, but make the next request fail. */
type Mishap = FaultAction | { kind: "expireNonces" };

/** Requests that meet a mishap: of those with this method, so many after the first few. */
export interface Trouble {
  method: "GET" | "POST" | "PATCH" | "DELETE" | undefined;
  skip: number;
  times: number;
  mishap: Mishap;
}

/** How this Atlas behaves all the time. Virtual milliseconds, except for the race. */
export interface Weather {
  eventualConsistencyMs: number;
  lostUpdateRaceMs: number;
  pendingMs: number;
  deletingMs: number;
}

/** Only these end a schedule's patience with real time: each costs a request's whole time limit. */
const slow = fc.constant<Mishap>({ kind: "hangAfter" });

const mishaps: fc.Arbitrary<Mishap> = fc.oneof(
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
  fc.constant<Mishap>({ kind: "resetBefore" }),
  fc.constant<Mishap>({ kind: "resetAfter" }),
  fc.constant<Mishap>({ kind: "statusAfter" }),
  fc.constant<Mishap>({ kind: "truncate" }),
  fc.record({ kind: fc.constant("delay" as const), ms: fc.integer({ min: 1, max: 10 }) }),
  // Without `stale`, the very first one would say that the keys are wrong.
  fc.constant<Mishap>({ kind: "challenge", stale: true }),
  fc.constant<Mishap>({ kind: "expireNonces" }),
);

const methods = fc.constantFrom(
  undefined,
  "GET" as const,
  "POST" as const,
  "PATCH" as const,
  "DELETE" as const,
);

/** @param times how often a trouble comes; twelve is more than retry has patience for. */
function troubles(...times: number[]): fc.Arbitrary<Trouble> {
  const trouble = { method: methods, skip: fc.nat({ max: 2 }) };
  return fc.oneof(
    { weight: 12, arbitrary: fc.record({ ...trouble, times: fc.constantFrom(...times), mishap: mishaps }) },
    { weight: 1, arbitrary: fc.record({ ...trouble, times: fc.constant(1), mishap: slow }) },
  );
}

/** So many failures in all are fewer than a request has attempts, and a POST lost answers. */
const mildTroubles = 3;

/** Troubles that Pulumi's engine, in real time, is through with after a second or two. */
export const quickTroubles: fc.Arbitrary<Trouble> = fc.record({
  method: methods,
  skip: fc.nat({ max: 4 }),
  times: fc.integer({ min: 1, max: 3 }),
  mishap: mishaps.filter((mishap) => mishap.kind !== "rateLimited" || mishap.retryAfterSeconds !== 20),
});

export const weathers: fc.Arbitrary<Weather> = fc.record({
  eventualConsistencyMs: fc.constantFrom(0, 0, 1_500, 6_000),
  lostUpdateRaceMs: fc.constantFrom(0, 0, 2),
  pendingMs: fc.constantFrom(0, 1_000, 600_000),
  deletingMs: fc.constantFrom(0, 0, 5_000),
});

/** What happens while one version of a program is brought up. */
export interface Hardship {
  troubles: Trouble[];
  /** The CLI is killed after so many answers. */
  killedAfter: number | undefined;
}

const few: fc.Arbitrary<Hardship> = fc.record({
  troubles: fc.array(troubles(1), { minLength: 1, maxLength: mildTroubles }),
  killedAfter: fc.constant(undefined),
});

const many: fc.Arbitrary<Hardship> = fc.record({
  troubles: fc.array(troubles(1, 1, 2, 4, 12), { minLength: 1, maxLength: 6 }),
  killedAfter: fc.constant(undefined),
});

const deadly: fc.Arbitrary<Hardship> = fc.record({
  troubles: fc.array(troubles(1, 2, 12), { maxLength: 3 }),
  killedAfter: fc.integer({ min: 1, max: 20 }),
});

export const hardships: fc.Arbitrary<Hardship> = fc.oneof(
  { weight: 2, arbitrary: few },
  { weight: 2, arbitrary: many },
  { weight: 1, arbitrary: deadly },
);

/** What retry and look-ups must master alone, whichever requests it hits. */
export function isMild({ troubles, killedAfter }: Hardship): boolean {
  return killedAfter === undefined && troubles.reduce((sum, { times }) => sum + times, 0) <= mildTroubles;
}

/** Lets a schedule of troubles loose. */
export function inflict(atlas: LocalAtlas, troubles: readonly Trouble[]): void {
  for (const { method, skip, times, mishap } of troubles) {
    atlas.fault({
      ...(method ? { method } : {}),
      skip,
      times,
      action: () => {
        if (mishap.kind !== "expireNonces") return mishap;
        atlas.expireNonces();
        return undefined;
      },
    });
  }
}
