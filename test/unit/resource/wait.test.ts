import assert from "node:assert/strict";
import type { AtlasClient } from "../../../provider/atlas/client";
import type { Connection } from "../../../provider/atlas/connection";
import { parseDesired } from "../../../provider/connections/desired";
import { parseTimeouts } from "../../../provider/connections/timeouts";
import { Progress } from "../../../provider/resource/reconcile/progress";
import { reconcile } from "../../../provider/resource/reconcile/reconcile";
import { type Deadline, deadlineOf, waitUntilGone } from "../../../provider/resource/reconcile/wait";
import { examples } from "../../support/examples";
import { apiError, type FakeRuntime, fakeRuntime } from "./support";

const desired = parseDesired(examples.Kafka.full);
const { address } = desired;

/** An update that has written nothing and waits for a PENDING connection. */
function waitUntilReady(runtime: FakeRuntime, deadline: Deadline): Promise<Connection> {
  const pending = { name: address.connectionName, type: desired.type, state: "PENDING" };
  return reconcile(Progress.ofExisting(runtime, desired, deadline, pending, false));
}

/** A runtime whose Atlas returns these states in order, and then the last one forever. An Error is thrown. */
function answering(...answers: (string | Error | undefined)[]): FakeRuntime {
  let asked = 0;
  const get = async (): Promise<Connection> => {
    const answer = answers[Math.min(asked++, answers.length - 1)];
    if (answer instanceof Error) throw answer;
    return { name: "orders", type: "Kafka", ...(answer === undefined ? {} : { state: answer }) };
  };
  return fakeRuntime({ client: { get, writeCount: () => 0 } as unknown as AtlasClient });
}

const deadline = (runtime: FakeRuntime, timeout = "40m") =>
  deadlineOf("create", parseTimeouts({ timeouts: { create: timeout } }), runtime.clock);

describe("a deadline", () => {
  const table: [
    properties: object,
    operation: "create" | "update" | "delete",
    minutes: number,
    text: string,
  ][] = [
    [{}, "create", 40, "40m"],
    [{ timeouts: { create: "1h30m" } }, "create", 90, "1h30m"],
    [{ timeouts: { create: "1h30m" } }, "update", 40, "40m"],
    [{ timeouts: { delete: "2m" } }, "delete", 2, "2m"],
    // Invalid values in a state of an older release must not fail.
    [{ timeouts: { delete: "soon" } }, "delete", 40, "40m"],
    [{ timeouts: { delete: 5 } }, "delete", 40, "40m"],
    [{ timeouts: "5m" }, "delete", 40, "40m"],
  ];
  for (const [properties, operation, minutes, timeout] of table)
    it(`is in ${minutes} minutes for ${operation} with ${JSON.stringify(properties)}`, () => {
      const { clock } = fakeRuntime();
      const at = clock.now() + minutes * 60_000;
      assert.deepEqual(deadlineOf(operation, parseTimeouts({ ...properties }), clock), {
        at,
        timeout,
        operation,
      });
    });
});

describe("waiting", () => {
  it("ends without a pause when the connection is READY", async () => {
    const runtime = answering("READY");
    await waitUntilReady(runtime, deadline(runtime));
    assert.deepEqual(runtime.clock.sleeps, []);
  });

  it("polls with growing pauses of at most 30 s", async () => {
    const runtime = answering(...Array<string>(14).fill("PENDING"), "READY");
    await waitUntilReady(runtime, deadline(runtime));
    const { sleeps } = runtime.clock;
    assert.equal(sleeps.length, 14);
    assert.deepEqual(sleeps.slice(0, 3), [200, 400, 800]);
    assert.deepEqual(sleeps.slice(-2), [30_000, 30_000]);
    for (const [index, ms] of sleeps.slice(1).entries()) assert.ok(ms >= (sleeps[index] ?? 0));
  });

  it("logs a line at most every 30 s that names the connection and its state", async () => {
    const runtime = answering(...Array<string>(12).fill("PENDING"), "READY");
    await waitUntilReady(runtime, deadline(runtime));
    const [first = ""] = runtime.lines;
    assert.match(
      first,
      /^waiting for connection orders to become READY \(it is PENDING\), for \d\d s so far$/,
    );
    const seconds = runtime.lines.map((line) => Number(/(\d+) s so far/.exec(line)?.[1]));
    for (const [index, at] of seconds.slice(1).entries()) assert.ok(at - (seconds[index] ?? 0) >= 30);
  });

  it("logs a line at every poll once the pauses take 30 s", async () => {
    const runtime = answering(...Array<string>(20).fill("PENDING"), "READY");
    await waitUntilReady(runtime, deadline(runtime));
    const seconds = runtime.lines.slice(-5).map((line) => Number(/(\d+) s so far/.exec(line)?.[1]));
    for (const [index, at] of seconds.slice(1).entries()) assert.equal(at - (seconds[index] ?? 0), 30);
  });

  it("treats a connection without a state as READY, as older servers return it", async () => {
    const runtime = answering("PENDING", undefined);
    assert.equal((await waitUntilReady(runtime, deadline(runtime))).name, "orders");
  });

  it("ends with an error for a FAILED connection", async () => {
    const runtime = answering("PENDING", "FAILED");
    await assert.rejects(waitUntilReady(runtime, deadline(runtime)), {
      name: "ConnectionFailedError",
      message: "Atlas reports connection orders as FAILED",
    });
  });

  it("ends with an error at its deadline, after a last poll", async () => {
    const runtime = answering("PENDING");
    const end = deadline(runtime, "90s");
    await assert.rejects(waitUntilReady(runtime, end), {
      name: "WaitTimeoutError",
      message:
        "still waiting for connection orders to become READY (it is PENDING) after 90s. Raise timeouts.create if Atlas needs longer; the next run continues the wait",
    });
    assert.equal(runtime.clock.now(), end.at);
  });

  const gone = apiError(404, "STREAM_CONNECTION_NOT_FOUND_FOR_NAME");
  const busy = apiError(503, "UNEXPECTED_ERROR");
  const refused = apiError(401, "UNEXPECTED_ERROR");
  const otherPage = apiError(404, "SOMETHING_ELSE");

  it("continues for READY after a 404 of a new connection and after a 503", async () => {
    const runtime = answering(gone, busy, "PENDING", "READY");
    assert.equal((await waitUntilReady(runtime, deadline(runtime))).state, "READY");
  });

  it("ends for READY with errors that are not temporary", async () => {
    for (const error of [refused, otherPage, new TypeError("bug")]) {
      const runtime = answering("PENDING", error);
      await assert.rejects(waitUntilReady(runtime, deadline(runtime)), error);
    }
  });

  it("ends for a deletion when Atlas returns a 404 for the connection", async () => {
    const runtime = answering("DELETING", busy, "DELETING", gone);
    await waitUntilGone(runtime, address, deadline(runtime), undefined);
    assert.equal(runtime.clock.sleeps.length, 3);
  });

  it("ends for a deletion with an error for a 404 with another code", async () => {
    const runtime = answering("DELETING", otherPage);
    await assert.rejects(waitUntilGone(runtime, address, deadline(runtime), undefined), otherPage);
  });

  it("ends for a deletion with an error at its deadline", async () => {
    const runtime = answering("DELETING");
    const end = deadlineOf("delete", parseTimeouts({ timeouts: { delete: "1m" } }), runtime.clock);
    await assert.rejects(
      waitUntilGone(runtime, address, end, undefined),
      /connection orders to disappear \(it is DELETING\) after 1m\. Raise timeouts\.delete/,
    );
  });
});
