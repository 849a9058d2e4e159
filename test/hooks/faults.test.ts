import assert from "node:assert/strict";
import { type FaultAction, type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import type { Runtime } from "../../provider/process/runtime";
import { create } from "../../provider/resource/create";
import { deleteConnection } from "../../provider/resource/delete";
import { read } from "../../provider/resource/read";
import { update } from "../../provider/resource/update";
import { projectId, workspaceName } from "../support/examples";
import { runtimeFor, type TestRuntimeOptions } from "../support/runtime";
import { hook, id } from "./support/hook";

const changed = { ...hook, url: "https://example.com/changed" };
const olds = { ...hook, state: "READY", connectionId: "0".repeat(24), region: "VIRGINIA_USA" };

/** What became of a request that failed: refused, lost on its way there, or only its answer lost. */
type Fate = "refused" | "undone" | "done";

const failures: Record<string, { fate: Fate; action: FaultAction }> = {
  "429, to be repeated at once": { fate: "refused", action: { kind: "rateLimited", retryAfterSeconds: 0 } },
  "429, to be repeated in 20 s": { fate: "refused", action: { kind: "rateLimited", retryAfterSeconds: 20 } },
  ...Object.fromEntries(
    [500, 502, 503, 504].map((status) => [
      `${status} of Atlas`,
      {
        fate: "undone" as const,
        action: { kind: "status", status, body: { error: status, errorCode: "UNEXPECTED_ERROR" } } as const,
      },
    ]),
  ),
  "HTML with 502": { fate: "undone", action: { kind: "html" } },
  "HTML with 503": { fate: "undone", action: { kind: "html", status: 503 } },
  "a reset before the work": { fate: "undone", action: { kind: "resetBefore" } },
  "no answer, nothing done": { fate: "undone", action: { kind: "hang" } },
  "a reset after the work": { fate: "done", action: { kind: "resetAfter" } },
  "a proxy's 504 after the work": { fate: "done", action: { kind: "statusAfter" } },
  "half an answer": { fate: "done", action: { kind: "truncate" } },
  "no answer, all done": { fate: "done", action: { kind: "hangAfter" } },
};

describe("faults", () => {
  let atlas: LocalAtlas;
  beforeEach(async () => {
    atlas = await startLocalAtlas({ deletingMs: 0 });
  });
  afterEach(() => atlas.close());

  const put = () => atlas.put(projectId, workspaceName, { name: "hook", type: "Https", url: hook.url });
  const there = () => atlas.connection(projectId, workspaceName, "hook");
  const methods = () => atlas.requests.map(({ method }) => method);

  /** A runtime that has its challenge already, so that tests count what they are about. */
  async function warm(
    onSleep: (elapsed: number) => void | Promise<void> = () => {},
    options: TestRuntimeOptions = {},
  ) {
    const made = runtimeFor(atlas, onSleep, { requestTimeoutMs: 5_000, ...options });
    await made.runtime.client.list({ projectId, workspaceName }, 1);
    atlas.clearRequests();
    return made;
  }

  interface Operation {
    method: string;
    before: () => void;
    run: (runtime: Runtime) => Promise<void>;
    /** The requests after so many failures. */
    requests: (fate: Fate, failures: number) => string[];
  }

  const repeated = (method: string) => (_: Fate, count: number) =>
    Array.from({ length: count + 1 }, () => method);
  const looks = ["GET", "GET", "GET", "GET"];

  const operations: Record<string, Operation> = {
    read: {
      method: "GET",
      before: put,
      run: async (runtime) => {
        assert.equal((await read(runtime, id, olds)).props?.url, hook.url);
        assert.equal(there()?.url, hook.url);
      },
      requests: repeated("GET"),
    },
    create: {
      method: "POST",
      before: () => {},
      run: async (runtime) => {
        const { id: made, outs } = await create(runtime, hook);
        assert.equal(made, id);
        assert.equal(outs.state, "READY");
        assert.equal(outs.connectionId, there()?.id);
      },
      requests: (fate, count) => {
        // Looked up, and found at once.
        if (fate === "done") return ["POST", "GET"];
        const each = fate === "refused" ? ["POST"] : ["POST", ...looks];
        return [...Array.from({ length: count }, () => each).flat(), "POST"];
      },
    },
    update: {
      method: "PATCH",
      before: put,
      run: async (runtime) => {
        const { outs } = await update(runtime, olds, changed);
        assert.equal(outs?.url, changed.url);
        assert.equal(there()?.url, changed.url);
      },
      requests: repeated("PATCH"),
    },
    delete: {
      method: "DELETE",
      before: put,
      run: async (runtime) => {
        await deleteConnection(runtime, id, olds);
        assert.equal(there(), undefined);
      },
      requests: (fate, count) => [...repeated("DELETE")(fate, count), "GET"],
    },
  };

  for (const [name, operation] of Object.entries(operations)) {
    for (const [title, { fate, action }] of Object.entries(failures)) {
      for (const times of [1, 2]) {
        it(`${name} survives ${title}, ${times === 1 ? "once" : "twice"}`, async () => {
          const { method, before, run, requests } = operation;
          before();
          const slow = action.kind === "hang" || action.kind === "hangAfter";
          const { runtime, lines } = await warm(() => {}, slow ? { requestTimeoutMs: 150 } : {});
          atlas.fault({ method, times, action });
          await run(runtime);
          assert.deepEqual(methods(), requests(fate, times));
          assert.ok(atlas.connections(projectId, workspaceName).length <= 1);
          assert.equal(lines.filter((line) => /429.*in 2\d s/.test(line)).length > 0, title.endsWith("20 s"));
        });
      }
    }
  }

  it("gives up in the end, with the error itself, how often and how long", async () => {
    put();
    atlas.fault({ method: "PATCH", times: Number.POSITIVE_INFINITY, action: { kind: "html", status: 503 } });
    const { runtime } = await warm(() => {}, { environment: { MONGODB_ATLAS_MAX_ATTEMPTS: "3" } });
    await assert.rejects(update(runtime, olds, changed), {
      name: "UnexpectedResponseError",
      status: 503,
      attempts: 3,
      message: /, the last of 3 attempts in \d+ s$/,
    });
    assert.equal(atlas.requests.length, 3);
  });

  it("knows that a POST was not sent when its challenge fails", async () => {
    const { runtime } = runtimeFor(atlas);
    atlas.fault({ method: "GET", unauthenticated: true, times: 2, action: { kind: "html", status: 503 } });
    await create(runtime, hook);
    assert.deepEqual(methods(), ["GET", "GET", "GET", "POST"]);
  });

  it("says that stream processors use a connection, and changes nothing", async () => {
    put();
    atlas.setProcessors(projectId, workspaceName, "hook", true);
    const { runtime } = await warm();
    await assert.rejects(update(runtime, olds, changed), {
      errorCode: "STREAM_CONNECTION_HAS_STREAM_PROCESSORS",
      hint: /Stop or delete the stream processors/,
    });
    assert.equal(there()?.url, hook.url);
    assert.equal(atlas.requests.length, 1);
  });

  it("lets a workspace in trouble hold up no other one", async () => {
    put();
    // Not a 429: it is the whole project that Atlas refuses then. Not a POST: it is looked up, without the lock.
    atlas.fault({ method: "PATCH", path: /shop/, times: 3, action: { kind: "html", status: 503 } });
    let other: Promise<unknown> | undefined;
    // The troubled workspace's first wait ends only when the other one is done.
    const { runtime } = await warm(async () => {
      other ??= create(runtime, { ...hook, workspaceName: "other" });
      await other;
    });
    await update(runtime, olds, changed);
    assert.equal(there()?.url, changed.url);
    assert.ok(atlas.connection(projectId, "other", "hook"));
  });

  it("keeps the workspace's lock while a write is repeated", async () => {
    put();
    atlas.fault({ method: "PATCH", path: /hook$/, times: 2, action: { kind: "rateLimited" } });
    const { runtime } = await warm();
    await Promise.all([
      update(runtime, olds, changed),
      create(runtime, { ...hook, connectionName: "second" }),
    ]);
    assert.deepEqual(methods(), ["PATCH", "PATCH", "PATCH", "POST"]);
  });

  describe("a POST whose answer is lost", () => {
    const lose = () => atlas.fault({ method: "POST", action: { kind: "resetAfter" } });

    it("is found also when Atlas lags", async () => {
      await atlas.close();
      let now = Date.now();
      atlas = await startLocalAtlas({ eventualConsistencyMs: 2_500, clock: () => now });
      const { runtime, sleeps } = await warm((elapsed) => {
        now = Date.now() + elapsed;
      });
      lose();
      await create(runtime, hook);
      assert.deepEqual(methods(), ["POST", "GET", "GET", "GET"]);
      assert.deepEqual(sleeps, [1_000, 2_000]);
    });

    it("is taken as ours after a 409, where Atlas lagged too long for a look", async () => {
      await atlas.close();
      let now = Date.now();
      atlas = await startLocalAtlas({ eventualConsistencyMs: 7_500, clock: () => now });
      const { runtime } = await warm((elapsed) => {
        now = Date.now() + elapsed;
      });
      lose();
      const { outs } = await create(runtime, hook);
      assert.equal(outs.connectionId, there()?.id);
      assert.equal(methods().filter((method) => method === "POST").length, 2);
    });

    it("is waited for until it is READY", async () => {
      await atlas.close();
      atlas = await startLocalAtlas({ pendingMs: { VPC: 3_600_000 } });
      const { runtime } = await warm((elapsed) => {
        if (elapsed > 5_000) atlas.setState(projectId, workspaceName, "hook", "READY");
      });
      lose();
      const { outs } = await create(runtime, {
        ...hook,
        type: "S3",
        url: undefined,
        aws: { roleArn: "arn:aws:iam::123456789012:role/atlas" },
        networking: { access: { type: "VPC" } },
      });
      assert.equal(outs.state, "READY");
    });

    it("is no leave to take what differs", async () => {
      atlas.put(projectId, workspaceName, { name: "hook", type: "Https", url: "https://example.com/theirs" });
      const { runtime } = await warm();
      atlas.fault({ method: "POST", action: { kind: "resetBefore" } });
      await assert.rejects(create(runtime, hook), { errorCode: "STREAM_CONNECTION_NAME_ALREADY_EXISTS" });
      assert.equal(there()?.url, "https://example.com/theirs");
    });

    it("lets adopt take what differs", async () => {
      atlas.put(projectId, workspaceName, { name: "hook", type: "Https", url: "https://example.com/theirs" });
      const { runtime } = await warm();
      atlas.fault({ method: "POST", action: { kind: "resetBefore" } });
      await create(runtime, { ...hook, adopt: true });
      assert.equal(there()?.url, hook.url);
    });

    it("is found also behind a 200 that is no JSON", async () => {
      const { runtime } = await warm();
      atlas.fault({ method: "POST", action: { kind: "body", body: "<html>welcome</html>" } });
      await create(runtime, hook);
      assert.deepEqual(methods(), ["POST", "GET"]);
    });

    it("is not repeated for ever, and the error says what is not known", async () => {
      const { runtime } = await warm();
      atlas.fault({ method: "POST", times: Number.POSITIVE_INFINITY, action: { kind: "resetBefore" } });
      await assert.rejects(
        create(runtime, hook),
        /ECONNRESET.*not known whether Atlas has created.*PULUMI_ATLAS_STREAMS_ADOPT=1/,
      );
      assert.equal(methods().filter((method) => method === "POST").length, 4);
    });

    it("says so when it cannot be looked up", async () => {
      const { runtime } = await warm();
      lose();
      atlas.fault({ method: "GET", times: Number.POSITIVE_INFINITY, action: { kind: "html", status: 503 } });
      await assert.rejects(
        create(runtime, hook),
        /ECONNRESET.*could not be looked up.*503.*8 attempts.*not known whether/,
      );
    });
  });

  it("adopts without a word in the program where PULUMI_ATLAS_STREAMS_ADOPT=1", async () => {
    atlas.put(projectId, workspaceName, { name: "hook", type: "Https", url: "https://example.com/theirs" });
    const { runtime } = await warm(() => {}, { environment: { PULUMI_ATLAS_STREAMS_ADOPT: "1" } });
    const { outs } = await create(runtime, hook);
    assert.equal(there()?.url, hook.url);
    assert.ok(!("adopt" in outs));
  });

  it("repeats a PATCH that Atlas, lagging, answers with 404; a bounded number of times", async () => {
    put();
    const body = { error: 404, errorCode: "STREAM_CONNECTION_NOT_FOUND_FOR_NAME" };
    atlas.fault({ method: "PATCH", times: 2, action: { kind: "status", status: 404, body } });
    const { runtime } = await warm();
    await update(runtime, olds, changed);
    assert.deepEqual(methods(), ["PATCH", "PATCH", "PATCH"]);
    atlas.clearRequests();
    atlas.remove(projectId, workspaceName, "hook");
    await assert.rejects(update(runtime, olds, changed), (error) => {
      assert.match((error as { hint: string }).hint, /pulumi refresh/);
      return true;
    });
    assert.deepEqual(methods(), ["PATCH", "PATCH", "PATCH", "PATCH"]);
  });

  it("ends no wait because of a transient failure, however long it lasts", async () => {
    await atlas.close();
    atlas = await startLocalAtlas({ pendingMs: { VPC: 3_600_000 } });
    const { runtime } = await warm((elapsed) => {
      if (elapsed < 900_000) return;
      atlas.clearFaults();
      atlas.setState(projectId, workspaceName, "hook", "READY");
    });
    atlas.fault({ method: "GET", times: Number.POSITIVE_INFINITY, action: { kind: "html", status: 503 } });
    const { outs } = await create(runtime, {
      ...hook,
      type: "S3",
      url: undefined,
      aws: { roleArn: "arn:aws:iam::123456789012:role/atlas" },
      networking: { access: { type: "VPC" } },
    });
    assert.equal(outs.state, "READY");
  });

  it("sends a DELETE again that Atlas has lost", async () => {
    put();
    atlas.fault({ method: "DELETE", action: { kind: "status", status: 202, body: {} } });
    const { runtime, lines } = await warm();
    await deleteConnection(runtime, id, { ...olds, connectionId: there()?.id });
    assert.equal(there(), undefined);
    assert.equal(methods().filter((method) => method === "DELETE").length, 2);
    assert.deepEqual(lines, ["Atlas has lost the deletion of connection hook; sending it again"]);
  });
});
