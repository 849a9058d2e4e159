import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { InitializationError } from "../../provider/process/initializationError";
import { create } from "../../provider/resource/create";
import { update } from "../../provider/resource/update";
import type { JsonObject } from "../../provider/shared/json";
import { projectId, workspaceName } from "../support/examples";
import { runtimeFor } from "../support/runtime";

const raceMs = 5;
const verifying = { environment: { MONGODB_ATLAS_VERIFY_WRITES: "true" } };

function hook(connectionName: string): JsonObject {
  return {
    __provider: "text",
    projectId,
    workspaceName,
    connectionName,
    type: "Https",
    url: `https://example.com/${connectionName}`,
  };
}

const vpc: JsonObject = {
  __provider: "text",
  projectId,
  workspaceName,
  connectionName: "lake",
  type: "S3",
  aws: { roleArn: "arn:aws:iam::123456789012:role/atlas" },
  networking: { access: { type: "VPC" } },
};

describe("the provider in races", () => {
  let atlas: LocalAtlas;
  const names = () => atlas.connections(projectId, workspaceName).map(({ name }) => name);
  const methods = () => atlas.requests.map(({ method }) => method);
  afterEach(() => atlas?.close());

  it("loses none of 40 connections that one program creates concurrently", async () => {
    atlas = await startLocalAtlas({ lostUpdateRaceMs: raceMs });
    const { runtime } = runtimeFor(atlas);
    const wanted = Array.from({ length: 40 }, (_, index) => `hook-${index}`);
    await Promise.all(wanted.map((name) => create(runtime, hook(name))));
    assert.deepEqual(names().sort(), wanted.sort());
    // One challenge, and one request per connection.
    assert.equal(atlas.requests.length, 41);
  });

  it("repairs lost writes between two programs with verifyWrites", async () => {
    atlas = await startLocalAtlas({ lostUpdateRaceMs: raceMs });
    // The wait before each read is longer than the race, even on a busy machine. With Atlas, 2 s are enough.
    const programs = [1, 2].map(() => runtimeFor(atlas, () => sleep(50 * raceMs), verifying));
    const wanted = programs.flatMap((_, program) =>
      Array.from({ length: 6 }, (_, index) => `hook-${program}-${index}`),
    );
    await Promise.all(
      programs.flatMap(({ runtime }, program) =>
        wanted
          .filter((name) => name.startsWith(`hook-${program}-`))
          .map((name) => create(runtime, hook(name))),
      ),
    );
    assert.deepEqual(names().sort(), wanted.sort());
    const lost = programs.flatMap(({ lines }) => lines.filter((line) => line.includes("has lost")));
    assert.ok(lost.length > 0, "the race causes lost writes");
  });

  it("creates a connection again when Atlas loses it while PENDING", async () => {
    atlas = await startLocalAtlas({ pendingMs: { VPC: 3_600_000 } });
    let lost = false;
    const { runtime, lines } = runtimeFor(atlas, (elapsed) => {
      if (!lost && elapsed > 60_000) lost = atlas.remove(projectId, workspaceName, "lake");
      if (elapsed > 300_000) atlas.setState(projectId, workspaceName, "lake", "READY");
    });
    const { outs } = await create(runtime, vpc);
    assert.equal(outs.state, "READY");
    assert.equal(outs.connectionId, atlas.connection(projectId, workspaceName, "lake")?.id);
    assert.ok(lines.includes("Atlas has lost connection lake; creating it again"));
    assert.equal(methods().filter((method) => method === "POST").length, 2);
  });

  it("fails when Atlas loses a connection three times", async () => {
    atlas = await startLocalAtlas({ pendingMs: { VPC: 3_600_000 } });
    const { runtime } = runtimeFor(atlas, () => void atlas.remove(projectId, workspaceName, "lake"));
    await assert.rejects(create(runtime, vpc), (error) => {
      assert.ok(error instanceof InitializationError);
      assert.match(error.message, /accepted connection lake, but does not show it/);
      return true;
    });
    assert.equal(methods().filter((method) => method === "POST").length, 3);
  });

  describe("after a creation that Atlas has lost", () => {
    const lost = { id: "0".repeat(24), name: "hook", type: "Https", url: "https://example.com/theirs" };
    const loseCreation = (state: string) =>
      atlas.fault({ method: "POST", action: { kind: "status", status: 200, body: { ...lost, state } } });

    it("verifies the next one, even when its response is READY", async () => {
      atlas = await startLocalAtlas();
      const { runtime } = runtimeFor(atlas);
      loseCreation("PENDING");
      loseCreation("READY");
      const { outs } = await create(runtime, hook("hook"));
      assert.equal(outs.connectionId, atlas.connection(projectId, workspaceName, "hook")?.id);
      assert.equal(methods().filter((method) => method === "POST").length, 3);
    });

    it("does not treat a difference as the server's spelling, because the first response had it", async () => {
      atlas = await startLocalAtlas();
      const { runtime } = runtimeFor(atlas);
      loseCreation("PENDING");
      atlas.fault({
        method: "POST",
        action: () => {
          atlas.put(projectId, workspaceName, { name: "hook", type: "Https", url: lost.url });
          return undefined;
        },
      });
      await create(runtime, { ...hook("hook"), adopt: true });
      assert.equal(atlas.connection(projectId, workspaceName, "hook")?.url, hook("hook").url);
    });
  });

  it("sends fields again after another program's write has reverted them", async () => {
    atlas = await startLocalAtlas({ pendingMs: { VPC: 3_600_000 } });
    let undone = false;
    const { runtime, lines } = runtimeFor(atlas, () => {
      if (!undone) {
        atlas.edit(projectId, workspaceName, "lake", { aws: { roleArn: "arn:aws:iam::1:role/old" } });
        undone = true;
      }
      atlas.setState(projectId, workspaceName, "lake", "READY");
    });
    await create(runtime, vpc);
    assert.deepEqual(atlas.connection(projectId, workspaceName, "lake")?.aws, vpc.aws);
    assert.deepEqual(lines, ["Atlas has lost aws.roleArn of connection lake; sending it again"]);
  });

  it("does not treat the spelling of the server as a lost write", async () => {
    atlas = await startLocalAtlas();
    const { runtime } = runtimeFor(atlas, undefined, verifying);
    const otherCase = { ...hook("hook"), url: "https://EXAMPLE.com/hook" };
    const responseWith = (url: string) => ({
      id: "0".repeat(24),
      name: "hook",
      type: "Https",
      state: "READY",
      url,
    });
    const body = responseWith("https://example.com/hook");
    atlas.fault({ method: "POST", action: { kind: "status", status: 200, body } });
    atlas.fault({ method: "GET", action: { kind: "status", status: 200, body } });
    await create(runtime, otherCase);
    assert.deepEqual(methods(), ["GET", "POST", "GET"]);
  });

  it("fails when fields are reverted repeatedly, and records the observed values in the state", async () => {
    atlas = await startLocalAtlas();
    const { runtime } = runtimeFor(
      atlas,
      () => void atlas.edit(projectId, workspaceName, "hook", { url: "https://example.com/theirs" }),
      verifying,
    );
    let recorded: JsonObject = {};
    await assert.rejects(create(runtime, hook("hook")), (error) => {
      assert.ok(error instanceof InitializationError);
      assert.match(error.message, /accepted url 3 times, but shows another value/);
      recorded = error.properties;
      return true;
    });
    assert.equal(recorded.url, "https://example.com/theirs");
    assert.equal(recorded.state, "READY");
    const calm = runtimeFor(atlas).runtime;
    await update(calm, recorded, hook("hook"));
    assert.equal(atlas.connection(projectId, workspaceName, "hook")?.url, hook("hook").url);
  });

  it("does not update a connection of another type in the next run", async () => {
    atlas = await startLocalAtlas();
    const replaced = runtimeFor(
      atlas,
      () => {
        atlas.remove(projectId, workspaceName, "hook");
        atlas.put(projectId, workspaceName, { name: "hook", type: "Sample" });
      },
      verifying,
    );
    let recorded: JsonObject = {};
    await assert.rejects(create(replaced.runtime, hook("hook")), (error) => {
      assert.ok(error instanceof InitializationError);
      assert.match(error.message, /accepted type/);
      recorded = error.properties;
      return true;
    });
    await assert.rejects(update(runtimeFor(atlas).runtime, recorded, hook("hook")));
  });

  it("reads back each write once with verifyWrites, and never without", async () => {
    atlas = await startLocalAtlas();
    for (const [options, expected] of [
      [{}, ["GET", "POST", "PATCH"]],
      [verifying, ["GET", "POST", "GET", "PATCH", "GET"]],
    ] as const) {
      const { runtime } = runtimeFor(atlas, undefined, options);
      atlas.remove(projectId, workspaceName, "hook");
      atlas.clearRequests();
      await create(runtime, hook("hook"));
      const olds = { ...hook("hook"), state: "READY" };
      await update(runtime, olds, { ...hook("hook"), url: "https://example.com/new" });
      assert.deepEqual(methods(), expected);
    }
  });
});
