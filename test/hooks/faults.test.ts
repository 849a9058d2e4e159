import assert from "node:assert/strict";
import {
  type FaultAction,
  type LocalAtlas,
  type LocalAtlasOptions,
  startLocalAtlas,
} from "../../atlas-local";
import type { Runtime } from "../../provider/process/runtime";
import { create } from "../../provider/resource/create";
import { deleteConnection } from "../../provider/resource/delete";
import { read } from "../../provider/resource/read";
import { update } from "../../provider/resource/update";
import { examples, projectId, workspaceName } from "../support/examples";
import { runtimeFor, type TestRuntimeOptions, timeouts } from "../support/runtime";
import { VirtualClock } from "../support/virtualClock";
import { hook, id } from "./support/hook";

const changed = { ...hook, url: "https://example.com/changed" };
const olds = { ...hook, state: "READY", connectionId: "0".repeat(24), region: "VIRGINIA_USA" };

/** Effect of a failed request: refused by Atlas, not processed, or processed with a lost response. */
type Fate = "refused" | "undone" | "done";

const failures: Record<string, { fate: Fate; action: FaultAction }> = {
  "a 429 with Retry-After 0": { fate: "refused", action: { kind: "rateLimited", retryAfterSeconds: 0 } },
  "a 429 with Retry-After 20 s": { fate: "refused", action: { kind: "rateLimited", retryAfterSeconds: 20 } },
  ...Object.fromEntries(
    [500, 502, 503, 504].map((status) => [
      `a ${status} from Atlas`,
      {
        fate: "undone" as const,
        action: { kind: "status", status, body: { error: status, errorCode: "UNEXPECTED_ERROR" } } as const,
      },
    ]),
  ),
  "a 502 with HTML": { fate: "undone", action: { kind: "html" } },
  "a 503 with HTML": { fate: "undone", action: { kind: "html", status: 503 } },
  "a reset of an unprocessed request": { fate: "undone", action: { kind: "resetBefore" } },
  "a timeout of an unprocessed request": { fate: "undone", action: timeouts.ofUnprocessedRequest },
  "a reset of a processed request": { fate: "done", action: { kind: "resetAfter" } },
  "a proxy's 504 for a processed request": { fate: "done", action: { kind: "statusAfter" } },
  "an incomplete response": { fate: "done", action: { kind: "truncate" } },
  "a timeout of a processed request": { fate: "done", action: timeouts.ofProcessedRequest },
};

describe("the provider under faults", () => {
  let clock: VirtualClock;
  let atlas: LocalAtlas;
  const start = async (options: LocalAtlasOptions = {}) => {
    atlas = await startLocalAtlas({ deletingMs: 0, clock: clock.now, ...options });
  };
  beforeEach(async () => {
    clock = new VirtualClock();
    await start();
  });
  afterEach(() => atlas.close());

  const put = () => atlas.put(projectId, workspaceName, { name: "hook", type: "Https", url: hook.url });
  /** A connection that another program created an hour ago. */
  const putLongAgo = async (url: string) => {
    atlas.put(projectId, workspaceName, { name: "hook", type: "Https", url });
    await clock.pass(3_600_000);
  };
  const there = () => atlas.connection(projectId, workspaceName, "hook");
  const methods = () => atlas.requests.map(({ method }) => method);

  /** A runtime that already has a challenge, so that tests count only their own requests. */
  async function warm(onSleep?: VirtualClock["onSleep"], options: TestRuntimeOptions = {}) {
    const made = runtimeFor(atlas, onSleep, { clock, ...options });
    await made.runtime.client.list({ projectId, workspaceName }, 1);
    atlas.clearRequests();
    return made;
  }

  interface Operation {
    method: string;
    before: () => void;
    run: (runtime: Runtime) => Promise<void>;
    /** The expected requests with this number of failures. */
    requests: (fate: Fate, failures: number) => string[];
  }

  const repeated = (method: string) => (_: Fate, count: number) =>
    Array.from({ length: count + 1 }, () => method);
  const lookUp = ["GET", "GET", "GET", "GET"];

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
        // The first GET finds the connection.
        if (fate === "done") return ["POST", "GET"];
        const each = fate === "refused" ? ["POST"] : ["POST", ...lookUp];
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
        await deleteConnection(runtime, id, { ...olds, connectionId: there()?.id });
        assert.equal(there(), undefined);
      },
      // The list before it shows whose connection it is.
      requests: (fate, count) => ["GET", ...repeated("DELETE")(fate, count), "GET"],
    },
  };

  for (const [name, operation] of Object.entries(operations)) {
    for (const [title, { fate, action }] of Object.entries(failures)) {
      for (const times of [1, 2]) {
        it(`completes ${name} after ${title}, ${times === 1 ? "once" : "twice"}`, async () => {
          const { method, before, run, requests } = operation;
          before();
          const { runtime, lines } = await warm();
          atlas.fault({ method, times, action });
          await run(runtime);
          assert.deepEqual(methods(), requests(fate, times));
          assert.ok(atlas.connections(projectId, workspaceName).length <= 1);
          assert.equal(lines.filter((line) => /429.*in 2\d s/.test(line)).length > 0, title.endsWith("20 s"));
        });
      }
    }
  }

  it("fails after the last attempt with its error, the number of attempts and the time", async () => {
    put();
    atlas.fault({ method: "PATCH", times: Number.POSITIVE_INFINITY, action: { kind: "html", status: 503 } });
    const { runtime } = await warm(undefined, { environment: { MONGODB_ATLAS_MAX_ATTEMPTS: "3" } });
    await assert.rejects(update(runtime, olds, changed), {
      name: "UnexpectedResponseError",
      status: 503,
      attempts: 3,
      message: /, the last of 3 attempts in \d+ s$/,
    });
    assert.equal(atlas.requests.length, 3);
  });

  it("retries a POST without a look-up when its challenge fails", async () => {
    const { runtime } = runtimeFor(atlas, undefined, { clock });
    atlas.fault({ method: "GET", unauthenticated: true, times: 2, action: { kind: "html", status: 503 } });
    await create(runtime, hook);
    assert.deepEqual(methods(), ["GET", "GET", "GET", "POST"]);
  });

  it("fails an update when stream processors use the connection, and changes nothing", async () => {
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

  it("does not delay other workspaces while one workspace's requests fail", async () => {
    put();
    // Not a 429, which applies to the whole project. Not a POST, which is looked up without the lock.
    atlas.fault({ method: "PATCH", path: /shop/, times: 3, action: { kind: "html", status: 503 } });
    let other: Promise<unknown> | undefined;
    // The first wait of the failing workspace ends only after the create in the other one.
    const { runtime } = await warm(async () => {
      other ??= create(runtime, { ...hook, workspaceName: "other" });
      await other;
    });
    await update(runtime, olds, changed);
    assert.equal(there()?.url, changed.url);
    assert.ok(atlas.connection(projectId, "other", "hook"));
  });

  it("holds the workspace's lock while a write is retried", async () => {
    put();
    atlas.fault({ method: "PATCH", path: /hook$/, times: 2, action: { kind: "rateLimited" } });
    const { runtime } = await warm();
    await Promise.all([
      update(runtime, olds, changed),
      create(runtime, { ...hook, connectionName: "second" }),
    ]);
    assert.deepEqual(methods(), ["PATCH", "PATCH", "PATCH", "POST"]);
  });

  describe("after a POST with a lost response", () => {
    const lose = () => atlas.fault({ method: "POST", action: { kind: "resetAfter" } });

    it("finds the connection despite eventual consistency", async () => {
      await atlas.close();
      await start({ eventualConsistencyMs: 2_500 });
      const { runtime, sleeps } = await warm();
      lose();
      await create(runtime, hook);
      assert.deepEqual(methods(), ["POST", "GET", "GET", "GET"]);
      assert.deepEqual(sleeps, [1_000, 2_000]);
    });

    it("owns the connection after a 409 when the look-up did not find it", async () => {
      await atlas.close();
      await start({ eventualConsistencyMs: 7_500 });
      const { runtime } = await warm();
      lose();
      const { outs } = await create(runtime, hook);
      assert.equal(outs.connectionId, there()?.id);
      assert.equal(methods().filter((method) => method === "POST").length, 2);
    });

    it("waits until the connection is READY", async () => {
      await atlas.close();
      await start({ pendingMs: { VPC: 3_600_000 } });
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

    it("does not take over a connection that differs", async () => {
      await putLongAgo("https://example.com/theirs");
      const { runtime } = await warm();
      atlas.fault({ method: "POST", action: { kind: "resetBefore" } });
      await assert.rejects(create(runtime, hook), { errorCode: "STREAM_CONNECTION_NAME_ALREADY_EXISTS" });
      assert.equal(there()?.url, "https://example.com/theirs");
    });

    it("does not take over a connection that looks the same, and is older than the request", async () => {
      await putLongAgo(String(hook.url));
      const { runtime, lines } = await warm();
      atlas.fault({ method: "POST", action: { kind: "resetBefore" } });
      await assert.rejects(create(runtime, hook), { errorCode: "STREAM_CONNECTION_NAME_ALREADY_EXISTS" });
      assert.deepEqual(methods(), ["POST", "GET", "POST", "GET"]);
      assert.deepEqual(lines, []);
    });

    it("does not take over a connection without an id", async () => {
      const { runtime } = await warm();
      const body = { name: "hook", type: "Https", url: hook.url, state: "READY" };
      const conflict = { error: 409, errorCode: "STREAM_CONNECTION_NAME_ALREADY_EXISTS" };
      const always = Number.POSITIVE_INFINITY;
      atlas.fault({ method: "POST", action: { kind: "resetBefore" } });
      atlas.fault({ method: "POST", times: always, action: { kind: "status", status: 409, body: conflict } });
      atlas.fault({ method: "GET", times: always, action: { kind: "status", status: 200, body } });
      await assert.rejects(create(runtime, hook), { errorCode: "STREAM_CONNECTION_NAME_ALREADY_EXISTS" });
      assert.deepEqual(methods(), ["POST", "GET", "POST", "GET"]);
    });

    it("finds its own connection although Atlas spells it in its own way", async () => {
      await atlas.close();
      await start({ dialect: { spelling: true } });
      const { runtime, lines } = await warm();
      atlas.fault({ method: "POST", action: { kind: "resetAfter" } });
      const gcp = { serviceAccountId: "atlas@my-project.iam.gserviceaccount.com" };
      const { outs } = await create(runtime, { ...hook, type: "GCPPubSub", url: undefined, gcp });
      assert.equal(outs.connectionId, there()?.id);
      assert.deepEqual(methods(), ["POST", "GET"]);
      assert.match(lines[0] ?? "", /^connection hook exists and was created after this run sent its request/);
    });

    it("sends the only write-only field of a type again", async () => {
      const { runtime } = await warm();
      lose();
      const { connectionName: _, ...registry } = examples.SchemaRegistry.full;
      await create(runtime, { ...registry, __provider: "text", connectionName: "hook" });
      assert.deepEqual(methods(), ["POST", "GET", "PATCH"]);
    });

    it("takes over a connection that differs when adopt is set", async () => {
      await putLongAgo("https://example.com/theirs");
      const { runtime } = await warm();
      atlas.fault({ method: "POST", action: { kind: "resetBefore" } });
      await create(runtime, { ...hook, adopt: true });
      assert.equal(there()?.url, hook.url);
    });

    it("finds the connection after a 200 that is not JSON", async () => {
      const { runtime } = await warm();
      atlas.fault({ method: "POST", action: { kind: "body", body: "<html>welcome</html>" } });
      await create(runtime, hook);
      assert.deepEqual(methods(), ["POST", "GET"]);
    });

    it("stops after four POSTs with an error that says what is unknown", async () => {
      const { runtime } = await warm();
      atlas.fault({ method: "POST", times: Number.POSITIVE_INFINITY, action: { kind: "resetBefore" } });
      await assert.rejects(
        create(runtime, hook),
        /ECONNRESET.*not known whether Atlas has created.*PULUMI_ATLAS_STREAMS_ADOPT=1/,
      );
      assert.equal(methods().filter((method) => method === "POST").length, 4);
    });

    it("fails with an error that says what is unknown when the look-up fails", async () => {
      const { runtime } = await warm();
      lose();
      atlas.fault({ method: "GET", times: Number.POSITIVE_INFINITY, action: { kind: "html", status: 503 } });
      await assert.rejects(
        create(runtime, hook),
        /ECONNRESET.*could not be looked up.*503.*\d attempts in 180 s.*not known whether/,
      );
    });

    it("fails with an error that says what is unknown when its secrets cannot be sent again", async () => {
      const { runtime } = await warm();
      const kafka = {
        ...hook,
        type: "Kafka",
        url: undefined,
        bootstrapServers: "broker.example.com:9092",
        authentication: { mechanism: "PLAIN", username: "atlas", password: "a password" },
        security: { protocol: "SASL_SSL" },
      };
      lose();
      atlas.fault({
        method: "PATCH",
        action: { kind: "status", status: 400, body: { error: 400, errorCode: "INVALID" } },
      });
      await assert.rejects(
        create(runtime, kafka),
        /ECONNRESET.*400 INVALID.*not known whether.*PULUMI_ATLAS_STREAMS_ADOPT=1/,
      );
    });
  });

  it("adopts with PULUMI_ATLAS_STREAMS_ADOPT=1 and without adopt in the program", async () => {
    atlas.put(projectId, workspaceName, { name: "hook", type: "Https", url: "https://example.com/theirs" });
    const { runtime } = await warm(undefined, { environment: { PULUMI_ATLAS_STREAMS_ADOPT: "1" } });
    const { outs } = await create(runtime, hook);
    assert.equal(there()?.url, hook.url);
    assert.ok(!("adopt" in outs));
  });

  it("retries a PATCH that gets a 404, a limited number of times", async () => {
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

  it("continues to wait for READY during transient failures", async () => {
    await atlas.close();
    await start({ pendingMs: { VPC: 3_600_000 } });
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

  it("repeats a lost DELETE", async () => {
    put();
    atlas.fault({ method: "DELETE", action: { kind: "status", status: 202, body: {} } });
    const { runtime, lines } = await warm();
    await deleteConnection(runtime, id, { ...olds, connectionId: there()?.id });
    assert.equal(there(), undefined);
    assert.equal(methods().filter((method) => method === "DELETE").length, 2);
    assert.deepEqual(lines, ["Atlas has lost the deletion of connection hook; sending it again"]);
  });
});
