import assert from "node:assert/strict";
import {
  type Action,
  decide,
  type Ownership,
  type Situation,
} from "../../../provider/resource/reconcile/decide";
import type { Status } from "../../../provider/resource/reconcile/observe";

const statuses: Status[] = ["absent", "deleting", "pending", "failed", "ready"];
const ownerships: Ownership[] = ["owned", "possible", "foreign"];
const either = [false, true];

/** A situation in which every yes-or-no fact is false. */
const situation = (facts: Partial<Situation>): Situation => ({
  status: "absent",
  ownership: "foreign",
  matches: false,
  fresh: false,
  conflict: false,
  adopt: false,
  missing: false,
  mayRecreate: false,
  mayResend: false,
  ...facts,
});

/** Every situation with these facts. */
function everySituation(facts: Partial<Situation>): Situation[] {
  const values: { [Fact in keyof Situation]: readonly Situation[Fact][] } = {
    status: statuses,
    ownership: ownerships,
    matches: either,
    fresh: either,
    conflict: either,
    adopt: either,
    missing: either,
    mayRecreate: either,
    mayResend: either,
  };
  return Object.entries(values).reduce<Situation[]>(
    (situations, [fact, all]) =>
      situations.flatMap((one) =>
        (fact in facts ? [facts[fact as keyof Situation]] : all).map((value) => ({ ...one, [fact]: value })),
      ),
    [situation({})],
  );
}

describe("the next step of a reconciliation", () => {
  const expected: Record<string, [facts: Partial<Situation>, action: Action][]> = {
    "an owned connection": [
      [{ ownership: "owned", status: "ready", matches: true }, "done"],
      [{ ownership: "owned", status: "ready", matches: false, mayResend: true }, "resend"],
      [{ ownership: "owned", status: "ready", matches: false, mayResend: false }, "reportLostWrite"],
      [{ ownership: "owned", status: "pending" }, "wait"],
      [{ ownership: "owned", status: "deleting" }, "wait"],
      [{ ownership: "owned", status: "failed" }, "reportFailed"],
      [{ ownership: "owned", status: "absent", missing: false }, "wait"],
      [{ ownership: "owned", status: "absent", missing: true, mayRecreate: true }, "recreate"],
      [{ ownership: "owned", status: "absent", missing: true, mayRecreate: false }, "reportMissing"],
    ],
    "a name without a connection": [
      [{ ownership: "foreign", status: "absent" }, "create"],
      [{ ownership: "possible", status: "absent" }, "create"],
    ],
    "a predecessor that is DELETING": [
      [{ ownership: "foreign", status: "deleting" }, "awaitDeletion"],
      [{ ownership: "possible", status: "deleting" }, "awaitDeletion"],
    ],
    "a connection that may be ours": (["pending", "failed", "ready"] as const).flatMap((status) => [
      [{ ownership: "possible", status, fresh: true }, "claim"],
      [{ ownership: "possible", status, fresh: false, conflict: false }, "create"],
      [{ ownership: "possible", status, fresh: false, conflict: true, adopt: true }, "adopt"],
      [{ ownership: "possible", status, fresh: false, conflict: true, adopt: false }, "refuse"],
    ]),
    "a connection of another program": (["pending", "failed", "ready"] as const).flatMap((status) => [
      [{ ownership: "foreign", status, adopt: true }, "adopt"],
      [{ ownership: "foreign", status, adopt: false }, "refuse"],
    ]),
  };

  for (const [title, rows] of Object.entries(expected))
    for (const [facts, action] of rows)
      it(`is ${action} for ${title} with ${JSON.stringify(facts)}`, () => {
        for (const one of everySituation(facts)) assert.equal(decide(one), action, JSON.stringify(one));
      });

  it("is in exactly one row of the table above for each situation", () => {
    const rows = Object.values(expected).flat();
    const covered = rows.flatMap(([facts]) => everySituation(facts)).map((one) => JSON.stringify(one));
    const all = everySituation({}).map((one) => JSON.stringify(one));
    assert.deepEqual(covered.sort(), all.sort());
  });

  it("is never a write to a foreign connection without adopt", () => {
    const writes: Action[] = ["create", "recreate", "resend", "claim", "adopt"];
    for (const one of everySituation({ ownership: "foreign", adopt: false }))
      if (one.status !== "absent") assert.ok(!writes.includes(decide(one)), JSON.stringify(one));
  });
});
