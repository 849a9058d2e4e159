import assert from "node:assert/strict";
import { type LocalAtlas, type LocalAtlasOptions, startLocalAtlas } from "../../atlas-local";
import { InitializationError } from "../../provider/process/initializationError";
import { create } from "../../provider/resource/create";
import { deleteConnection } from "../../provider/resource/delete";
import type { JsonObject } from "../../provider/shared/json";
import { projectId, workspaceName } from "../support/examples";
import { runtimeFor } from "../support/runtime";
import { hook, id } from "./support/hook";

const vpc: JsonObject = {
  __provider: "text",
  projectId,
  workspaceName,
  connectionName: "hook",
  type: "S3",
  aws: { roleArn: "arn:aws:iam::123456789012:role/atlas" },
  networking: { access: { type: "VPC" } },
};

describe("create", () => {
  let atlas: LocalAtlas;
  const start = async (options: LocalAtlasOptions = {}) => {
    atlas = await startLocalAtlas(options);
    return atlas;
  };
  const methods = () => atlas.requests.map(({ method }) => method);
  afterEach(() => atlas?.close());

  it("sends one request after the challenge when the response is READY", async () => {
    const { runtime, sleeps } = runtimeFor(await start());
    const { id: created, outs } = await create(runtime, hook);
    assert.equal(created, id);
    assert.equal(outs.state, "READY");
    assert.match(String(outs.connectionId), /^[a-f0-9]{24}$/);
    assert.equal(outs.region, "VIRGINIA_USA");
    assert.deepEqual(methods(), ["GET", "POST"]);
    assert.deepEqual(sleeps, []);
  });

  it("polls a PENDING connection until READY, first at once and then with growing waits", async () => {
    await start({ pendingMs: { VPC: 3_600_000 } });
    const { runtime, sleeps, lines } = runtimeFor(atlas, (elapsed) => {
      if (elapsed > 120_000) atlas.setState(projectId, workspaceName, "hook", "READY");
    });
    const { outs } = await create(runtime, vpc);
    assert.equal(outs.state, "READY");
    assert.equal(sleeps[0], 200);
    assert.ok(sleeps.every((ms, index) => index === 0 || ms >= (sleeps[index - 1] ?? 0)));
    assert.ok(Math.max(...sleeps) <= 30_000);
    assert.match(
      lines[0] ?? "",
      /^waiting for connection hook to become READY \(it is PENDING\), for \d+ s so far$/,
    );
    assert.ok(lines.length <= 4, lines.join("\n"));
  });

  it("keeps a connection in the state when it is not READY in time, and says what to do", async () => {
    await start({ pendingMs: { VPC: 3_600_000 } });
    const { runtime } = runtimeFor(atlas);
    await assert.rejects(create(runtime, { ...vpc, timeouts: { create: "90s" } }), (error) => {
      assert.ok(error instanceof InitializationError);
      assert.equal(error.id, id);
      assert.equal(error.properties.state, "PENDING");
      assert.equal(error.properties.__provider, "text");
      assert.equal(error.properties.workspaceName, workspaceName);
      assert.match(error.message, /after 90s.*timeouts\.create.*the next run continues the wait/);
      assert.deepEqual(error.reasons, [error.message]);
      return true;
    });
    assert.ok(atlas.connection(projectId, workspaceName, "hook"));
  });

  it("keeps a FAILED connection in the state, as FAILED", async () => {
    await start({ pendingMs: { VPC: 3_600_000 } });
    const { runtime } = runtimeFor(atlas, () => atlas.setState(projectId, workspaceName, "hook", "FAILED"));
    await assert.rejects(create(runtime, vpc), (error) => {
      assert.ok(error instanceof InitializationError);
      assert.equal(error.properties.state, "FAILED");
      return true;
    });
  });

  it("refuses an existing name", async () => {
    await start();
    atlas.put(projectId, workspaceName, { name: "hook", type: "Https", url: "https://example.com/theirs" });
    const { runtime } = runtimeFor(atlas);
    await assert.rejects(create(runtime, hook), { errorCode: "STREAM_CONNECTION_NAME_ALREADY_EXISTS" });
    assert.equal(atlas.connection(projectId, workspaceName, "hook")?.url, "https://example.com/theirs");
  });

  it("names a type that this release does not know, and sends no request", async () => {
    const { runtime } = runtimeFor(await start());
    await assert.rejects(create(runtime, { ...hook, type: "Mars" }), /"Mars"/);
    assert.deepEqual(methods(), []);
  });

  it("waits for a DELETING connection of the same name, then creates", async () => {
    await start({ deletingMs: { PUBLIC: 3_600_000 } });
    atlas.put(projectId, workspaceName, { name: "hook", type: "Https", url: "https://example.com/theirs" });
    atlas.setState(projectId, workspaceName, "hook", "DELETING");
    const { runtime } = runtimeFor(atlas, (elapsed) => {
      if (elapsed > 5_000) atlas.remove(projectId, workspaceName, "hook");
    });
    await create(runtime, hook);
    assert.equal(atlas.connection(projectId, workspaceName, "hook")?.url, hook.url);
  });

  describe("with adopt", () => {
    const adopting = { ...hook, adopt: true };
    const putBucket = (more: object = {}) =>
      atlas.put(projectId, workspaceName, {
        name: "hook",
        type: "S3",
        aws: { roleArn: "arn:aws:iam::123456789012:role/x" },
        ...more,
      });

    it("takes over a connection of the same type and updates it to the inputs", async () => {
      await start();
      atlas.put(projectId, workspaceName, {
        name: "hook",
        type: "Https",
        url: "https://example.com/theirs",
        headers: { "X-Old": "theirs" },
      });
      const before = atlas.connection(projectId, workspaceName, "hook")?.id;
      const { runtime, lines } = runtimeFor(atlas);
      const { outs } = await create(runtime, adopting);
      assert.equal(outs.connectionId, before);
      assert.equal(atlas.connection(projectId, workspaceName, "hook")?.url, hook.url);
      assert.deepEqual(atlas.connection(projectId, workspaceName, "hook")?.headers ?? {}, {});
      assert.deepEqual(lines, ["took over the existing connection hook"]);
    });

    it("creates a connection that does not exist", async () => {
      await start();
      const { outs } = await create(runtimeFor(atlas).runtime, adopting);
      assert.equal(outs.adopt, true);
    });

    it("refuses another type", async () => {
      await start();
      putBucket();
      await assert.rejects(create(runtimeFor(atlas).runtime, adopting), /exists, but its type is S3/);
    });

    it("refuses other networking, which Atlas cannot change", async () => {
      await start();
      putBucket();
      await assert.rejects(
        create(runtimeFor(atlas).runtime, { ...vpc, adopt: true }),
        /differs in networking\.access\.type/,
      );
      assert.ok(!methods().includes("PATCH"));
    });

    it("refuses private networking where the program leaves networking out", async () => {
      await start();
      putBucket({ networking: { access: { type: "VPC" } } });
      const { networking: _, ...open } = vpc;
      await assert.rejects(
        create(runtimeFor(atlas).runtime, { ...open, adopt: true }),
        /differs in networking\.access\.type/,
      );
      assert.ok(!methods().includes("PATCH"));
    });

    describe("and a private link", () => {
      const link = { type: "PRIVATE_LINK", connectionId: "6a0b481808a64ea03b418e22" };
      const linked = { ...vpc, networking: { access: link }, adopt: true };

      it("refuses another link, which Atlas cannot change", async () => {
        await start();
        putBucket({ networking: { access: { ...link, connectionId: "6a0b481808a64ea03b418e23" } } });
        await assert.rejects(
          create(runtimeFor(atlas).runtime, linked),
          /differs in networking\.access\.connectionId/,
        );
        assert.ok(!methods().includes("PATCH"));
      });

      it("takes over a connection whose link has a name that the program leaves out", async () => {
        await start();
        putBucket({ networking: { access: { ...link, name: "pl-orders" } } });
        await create(runtimeFor(atlas).runtime, linked);
        assert.ok(methods().includes("PATCH"));
      });
    });

    it("keeps an adopted connection when its former resource is deleted", async () => {
      await start();
      atlas.put(projectId, workspaceName, { name: "hook", type: "Https", url: "https://example.com/theirs" });
      const { runtime, lines } = runtimeFor(atlas);
      await create(runtime, adopting);
      // The engine deletes the resource that owned the connection before the rename.
      await deleteConnection(runtime, id, adopting);
      assert.ok(atlas.connection(projectId, workspaceName, "hook"));
      assert.match(lines[1] ?? "", /is not deleted/);
    });
  });
});
