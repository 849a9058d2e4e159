import assert from "node:assert/strict";
import { type ConnectionInput, type FaultAction, type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import type { Exchange } from "../../provider/atlas/http";
import type { Runtime } from "../../provider/process/runtime";
import { create } from "../../provider/resource/create";
import { update } from "../../provider/resource/update";
import type { JsonObject } from "../../provider/shared/json";
import { projectId, workspaceName } from "../support/examples";
import { runtimeFor, timeOut } from "../support/runtime";
import { VirtualClock } from "../support/virtualClock";
import { hook } from "./support/hook";

const minute = 60_000;
const count = 16;
const unavailable: FaultAction = { kind: "html", status: 503 };
/** The inputs of a change. The state also has outputs. */
const news = ({ connectionId: _, state: __, ...inputs }: JsonObject): JsonObject => ({
  ...inputs,
  url: "https://example.com/new",
});

describe("an outage", () => {
  let atlas: LocalAtlas;
  let clock: VirtualClock;
  let runtime: Runtime;
  /** Writes get no answer within the transport's time limit. */
  let writesHang: boolean;

  beforeEach(async () => {
    clock = new VirtualClock();
    writesHang = false;
    atlas = await startLocalAtlas({ clock: clock.now });
    runtime = newRuntime();
    // The outage begins after the authentication.
    await runtime.client.list({ projectId, workspaceName }, 1);
    atlas.clearRequests();
  });
  afterEach(() => atlas.close());

  function newRuntime(environment = {}): Runtime {
    const wrap =
      (send: Exchange): Exchange =>
      (request) =>
        writesHang && request.method !== "GET" ? timeOut(request, clock) : send(request);
    return runtimeFor(atlas, undefined, { environment, clock, wrap }).runtime;
  }

  /** A connection in Atlas, and its state. */
  function put(connectionName: string, workspace = workspaceName): JsonObject {
    const { url } = hook as { url: string };
    const input = { name: connectionName, type: "Https", url } as ConnectionInput;
    const { id } = atlas.put(projectId, workspace, input);
    return { ...hook, workspaceName: workspace, connectionName, connectionId: id, state: "READY" };
  }

  const putAll = () => Array.from({ length: count }, (_, index) => put(`hook-${index}`));

  async function updateAll(all: readonly JsonObject[]) {
    const start = clock.now();
    const results = await Promise.allSettled(all.map((olds) => update(runtime, olds, news(olds))));
    const messages = results.map((result) =>
      result.status === "rejected" ? String(result.reason.message) : "success",
    );
    return { messages, elapsed: clock.now() - start };
  }

  /** Requests fail with this action for a time, in milliseconds. */
  function failFor(ms: number, action: FaultAction = unavailable, path = ""): void {
    const end = clock.now() + ms;
    atlas.fault({
      path,
      unauthenticated: true,
      times: Number.POSITIVE_INFINITY,
      action: () => (clock.now() < end ? action : undefined),
    });
  }

  async function assertNextUpdateIsOneRequest(olds: JsonObject): Promise<void> {
    atlas.clearFaults();
    atlas.clearRequests();
    writesHang = false;
    const start = clock.now();
    await update(runtime, olds, news(olds));
    assert.equal(atlas.requests.length, 1);
    assert.equal(clock.now(), start);
  }

  const outages: Readonly<Record<string, FaultAction>> = {
    "503 in HTML": unavailable,
    "503 with Retry-After": { kind: "status", status: 503, headers: { "Retry-After": "30" } },
    "502 in JSON": {
      kind: "status",
      status: 502,
      body: { error: 502, errorCode: "X", detail: "Bad gateway" },
    },
    "connections that are reset": { kind: "resetBefore" },
  };
  for (const [title, action] of Object.entries(outages))
    for (const seconds of [120, 175])
      it(`does not fail an update when it takes ${seconds} s (${title})`, async () => {
        const olds = put("hook");
        failFor(seconds * 1000, action);
        await update(runtime, olds, news(olds));
        assert.equal(atlas.connection(projectId, workspaceName, "hook")?.url, news(olds).url);
      });

  it("does not fail creates when it takes two minutes", async () => {
    failFor(2 * minute);
    const all = Array.from({ length: count }, (_, index) => ({ ...hook, connectionName: `new-${index}` }));
    await Promise.all(all.map((inputs) => create(runtime, inputs)));
    assert.equal(atlas.connections(projectId, workspaceName).length, count);
  });

  it("fails the updates of a workspace within one maximum time when it lasts", async () => {
    const all = putAll();
    failFor(10 * minute);
    const { messages, elapsed } = await updateAll(all);
    assert.ok(elapsed >= 3 * minute && elapsed < 3 * minute + 5_000, String(elapsed));
    assert.match(messages[0] ?? "", /, the last of \d+ attempts in 180 s$/);
    for (const message of messages.slice(1)) assert.match(message, /; no more attempts, because an outage/);
    // Each of the others has made one attempt.
    const attempts = Number(/of (\d+) attempts/.exec(messages[0] ?? "")?.[1]);
    assert.equal(atlas.requests.length, attempts + count - 1);
    await assertNextUpdateIsOneRequest(all[5] as JsonObject);
  });

  it("fails waiting updates without an attempt when Atlas does not answer", async () => {
    const all = putAll();
    writesHang = true;
    const { messages, elapsed } = await updateAll(all);
    assert.ok(elapsed >= 3 * minute && elapsed < 4 * minute, String(elapsed));
    for (const message of messages.slice(1))
      assert.match(message, /^not sent, because an outage has ended .*ETIMEDOUT.*attempts in \d+ s\)? /);
    assert.equal(atlas.requests.length, 0);
    await assertNextUpdateIsOneRequest(all[5] as JsonObject);
  });

  it("fails creates within a few minutes when Atlas does not answer", async () => {
    writesHang = true;
    atlas.fault({ times: Number.POSITIVE_INFINITY, action: unavailable });
    const start = clock.now();
    const all = Array.from({ length: count }, (_, index) => ({ ...hook, connectionName: `new-${index}` }));
    const results = await Promise.allSettled(all.map((inputs) => create(runtime, inputs)));
    assert.ok(results.every(({ status }) => status === "rejected"));
    assert.ok(clock.now() - start < 6 * minute, String(clock.now() - start));
  });

  it("fails the updates of a workspace together, also with few attempts", async () => {
    runtime = newRuntime({ MONGODB_ATLAS_MAX_ATTEMPTS: "4" });
    await runtime.client.list({ projectId, workspaceName }, 1);
    const all = putAll();
    failFor(10 * minute);
    const { messages, elapsed } = await updateAll(all);
    assert.match(messages[0] ?? "", /, the last of 4 attempts/);
    assert.ok(elapsed <= 7_000, String(elapsed));
    await assertNextUpdateIsOneRequest(all[5] as JsonObject);
  });

  for (const status of [500, 503])
    it(`does not fail updates of other connections when only one gets ${status}`, async () => {
      const all = putAll();
      failFor(10 * minute, { kind: "status", status, body: { error: status, errorCode: "X" } }, "hook-0$");
      const { messages } = await updateAll(all);
      assert.match(messages[0] ?? "", new RegExp(`${status} X`));
      assert.deepEqual(messages.slice(1), Array(count - 1).fill("success"));
    });

  it("does not fail updates of another workspace", async () => {
    const all = [put("one", "shop"), put("other", "bakery")];
    failFor(4 * minute, unavailable, "/shop/");
    failFor(2 * minute, unavailable, "/bakery/");
    const { messages } = await updateAll(all);
    assert.match(messages[0] ?? "", /503/);
    assert.equal(messages[1], "success");
  });

  it("does not reduce the attempts of a request ten minutes later", async () => {
    const [one, other] = [put("one"), put("other")];
    failFor(3 * minute + 10_000);
    assert.match((await updateAll([one])).messages[0] ?? "", /503/);
    await clock.sleep(10 * minute);
    failFor(minute);
    assert.deepEqual((await updateAll([other])).messages, ["success"]);
  });

  it("does not reduce the attempts after a refusal by Atlas, which shows that it is over", async () => {
    const all = putAll();
    failFor(10 * minute);
    await updateAll(all.slice(0, 2));
    atlas.clearFaults();
    await assert.rejects(runtime.client.get({ projectId, workspaceName, connectionName: "none" }), {
      status: 404,
    });
    failFor(minute);
    assert.deepEqual((await updateAll(all.slice(2, 3))).messages, ["success"]);
  });
});
