import assert from "node:assert/strict";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { unknownValue } from "../../provider/connections/unknown";
import { hooksOf } from "../../provider/resource/hooks";
import { noticeCreate } from "../../provider/resource/previewNotices";
import { listTimeoutMs, totalTimeoutMs } from "../../provider/resource/workspaceListings";
import { secret } from "../support/captured";
import { projectId } from "../support/examples";
import { runtimeFor, type TestRuntimeOptions, timeouts } from "../support/runtime";
import { VirtualClock } from "../support/virtualClock";

const workspaceName = "shop";
const roleArn = "arn:aws:iam::123456789012:role/x";
const always = Number.POSITIVE_INFINITY;

const hook = (connectionName: string, more: object = {}) => ({
  projectId,
  workspaceName,
  connectionName,
  type: "Https",
  url: "https://example.com/",
  ...more,
});
const lake = (more: object) => ({
  projectId,
  workspaceName,
  connectionName: "lake",
  type: "S3",
  aws: { roleArn },
  ...more,
});
const vpc = { networking: { access: { type: "VPC" } } };

describe("the notices of a preview", () => {
  let atlas: LocalAtlas;
  beforeEach(async () => {
    atlas = await startLocalAtlas();
    atlas.put(projectId, workspaceName, { name: "theirs", type: "Https", url: "https://example.com/theirs" });
    atlas.put(projectId, workspaceName, { name: "other", type: "S3", aws: { roleArn } });
    atlas.put(projectId, workspaceName, { name: "lake", type: "S3", aws: { roleArn }, ...vpc });
  });
  afterEach(() => atlas.close());

  /** A runtime that has loaded its modules, because this takes real time and the virtual clock would not wait for it. */
  async function warm(options: TestRuntimeOptions = {}) {
    const made = runtimeFor(atlas, undefined, options);
    await made.runtime.client.list({ projectId, workspaceName }, 1);
    atlas.clearRequests();
    return { ...made, hooks: hooksOf(() => made.runtime) };
  }

  /** Requests without those that only ask for a challenge. */
  const requests = () => atlas.requests.filter(({ status }) => status !== 401).map(({ method }) => method);

  describe("of an adoption", () => {
    const adopted = { adopt: true };

    it("say which connections can be taken over and which cannot, with one list per workspace", async () => {
      const { runtime, lines } = await warm();
      for (const name of ["theirs", "other", "new"]) await noticeCreate(runtime, {}, hook(name, adopted));
      assert.deepEqual(lines, [
        "connection theirs exists already, and will be taken over, which changes its url",
        "connection other exists already, but its type is S3, so it cannot be taken over",
      ]);
      assert.deepEqual(requests(), ["GET"]);
    });

    it("name known fields that change or cannot change", async () => {
      const linesFor = async (more: object) => {
        const { runtime, lines } = await warm();
        await noticeCreate(runtime, {}, lake({ ...adopted, ...more }));
        return lines.map((line) => line.replace("connection lake exists already, ", ""));
      };
      const taken = "and will be taken over";
      const differs = (field: string) =>
        `but differs in ${field}, which Atlas cannot change, so it cannot be taken over`;
      const otherRole = { aws: { roleArn: "arn:aws:iam::123456789012:role/y" } };
      assert.deepEqual(await linesFor(vpc), [taken]);
      assert.deepEqual(await linesFor({ ...vpc, ...otherRole }), [`${taken}, which changes its aws.roleArn`]);
      assert.deepEqual(await linesFor({ ...vpc, region: "OREGON_USA" }), [differs("region")]);
      const privateLink = { networking: { access: { type: "PRIVATE_LINK" } } };
      assert.deepEqual(await linesFor(privateLink), [differs("networking.access.type")]);
      assert.deepEqual(await linesFor({}), [differs("networking.access.type")]);
      assert.deepEqual(await linesFor({ networking: unknownValue }), [taken]);
      assert.deepEqual(await linesFor({ ...vpc, additionalProperties: { a: [unknownValue] } }), [taken]);
    });
  });

  describe("of a name that is taken", () => {
    const linesFor = async (inputs: object) => {
      const { runtime, lines } = await warm();
      await noticeCreate(runtime, {}, { ...inputs });
      return lines;
    };
    const failing = (name: string, type: string) =>
      `connection ${name} exists already, with type ${type}, so pulumi up will fail unless it deletes that one first. `;
    const renamed =
      "If the resource was renamed in the program, add its old name to aliases; if its replacement is forced, set deleteBeforeReplace: true. ";

    it("say the type, that an alias may be missing, and what adopt would change", async () => {
      assert.deepEqual(await linesFor(hook("theirs")), [
        `${failing("theirs", "Https")}${renamed}To take the connection over, set adopt: true, which changes its url`,
      ]);
      assert.deepEqual(await linesFor(lake(vpc)), [
        `${failing("lake", "S3")}${renamed}To take the connection over, set adopt: true`,
      ]);
      assert.deepEqual(await linesFor(lake({})), [
        `${failing("lake", "S3")}${renamed}It cannot be taken over: it differs in networking.access.type, which Atlas cannot change`,
      ]);
      assert.deepEqual(await linesFor(hook("other")), [`${failing("other", "S3")}Choose another name`]);
      assert.deepEqual(await linesFor(hook("new")), []);
    });

    it("never show values", async () => {
      const password = secret("s3cr3t-notice-value");
      atlas.put(projectId, workspaceName, {
        name: "secret",
        type: "Https",
        url: "https://example.com/",
        headers: { Authorization: password },
      });
      const headers = { Authorization: secret("s3cr3t-notice-ours") };
      assert.match((await linesFor(hook("secret", { headers }))).join(), /which changes its headers$/);
    });

    it("say that a connection is being deleted", async () => {
      atlas.setState(projectId, workspaceName, "theirs", "DELETING");
      assert.deepEqual(await linesFor(hook("theirs")), [
        "connection theirs is being deleted in Atlas; pulumi up waits until it is gone, and then creates it",
      ]);
    });

    it("say that another resource of the program gives the name up", async () => {
      const { hooks, lines } = await warm();
      await hooks.check(hook("theirs"), hook("moved"));
      await hooks.check({}, hook("theirs"));
      assert.deepEqual(lines, [
        `${failing("theirs", "Https")}Another resource of the program gives this name up: set deleteBeforeReplace: true there, and add that resource to dependsOn here`,
      ]);
    });

    it("do not concern a resource that is replaced with another one, which the engine checks only as a new one", async () => {
      const { hooks, lines } = await warm();
      const id = `${projectId}/${workspaceName}/theirs`;
      await hooks.diff(
        id,
        { ...hook("theirs"), state: "READY" },
        hook("theirs", { workspaceName: unknownValue }),
      );
      await hooks.check({}, hook("theirs"));
      assert.deepEqual(lines, [
        "connection theirs will be deleted and created again by pulumi up, because its workspaceName comes from a resource that changes",
      ]);
    });

    it("also concern a resource of the state that changes its address", async () => {
      const { hooks, lines } = await warm();
      await hooks.check(hook("mine"), hook("theirs"));
      await hooks.check({}, hook("theirs"));
      assert.equal(lines.length, 1);
      assert.match(lines.join(), /^connection theirs exists already, with type Https/);
    });
  });

  describe("of a refused list", () => {
    const linesFor = async (status: number, errorCode?: string) => {
      const { hooks, lines } = await warm();
      const body = { error: status, errorCode, detail: "A text of the server." };
      atlas.fault({ method: "GET", times: always, action: { kind: "status", status, body } });
      for (const workspaceName of ["one", "two"]) {
        const { failures } = await hooks.check({}, hook("new", { workspaceName }));
        assert.deepEqual(failures, []);
      }
      atlas.clearFaults();
      return lines;
    };

    it("say once per workspace that it does not exist yet", async () => {
      await atlas.close();
      atlas = await startLocalAtlas({ workspaces: [{ projectId, workspaceName }] });
      const { runtime, lines } = await warm();
      for (const connectionName of ["one", "two"])
        await noticeCreate(runtime, {}, hook(connectionName, { workspaceName: "missing" }));
      assert.deepEqual(lines, [
        `workspace missing does not exist (yet) in project ${projectId}: pulumi up will fail unless it creates the workspace first`,
      ]);
      assert.deepEqual(requests(), ["GET"]);
    });

    it("say once per project that it does not exist, or that the credentials lack a role", async () => {
      assert.deepEqual(await linesFor(404, "GROUP_NOT_FOUND"), [
        `project ${projectId} does not exist, or Atlas does not show it to these credentials, so pulumi up will fail`,
      ]);
      const [line = "", ...more] = await linesFor(403);
      assert.deepEqual(more, []);
      assert.match(
        line,
        /^Atlas does not let these credentials list the connections of project \w{24} \(403\), so pulumi up may fail\. The credentials need the role/,
      );
      const [noRole = ""] = await linesFor(401, "USER_CANNOT_ACCESS_GROUP");
      assert.match(noRole, /\(401 USER_CANNOT_ACCESS_GROUP\), so pulumi up may fail\. Check projectId/);
    });

    it("say once that the credentials are wrong, with one refused request", async () => {
      const environment = { MONGODB_ATLAS_PRIVATE_KEY: secret("s3cr3t-wrong-notice-key") };
      const { runtime, lines } = runtimeFor(atlas, undefined, { environment });
      // Loads the modules. The notices do not share its refusal.
      await assert.rejects(runtime.client.list({ projectId, workspaceName }, 1));
      atlas.clearRequests();
      for (const workspaceName of ["one", "two", "three"])
        await noticeCreate(runtime, {}, hook("new", { workspaceName }));
      assert.equal(lines.length, 1);
      assert.match(lines.join(), /^Atlas refuses the credentials, so pulumi up will fail\. Check the creden/);
      assert.ok(atlas.requests.length <= 2, String(atlas.requests.length));
    });

    it("never show a code that only the server knows", async () => {
      const [line = ""] = await linesFor(403, "SOME_TEXT_OF_A_SERVER");
      assert.match(line, /\(403\)/);
      assert.doesNotMatch(line, /SOME_TEXT/);
    });
  });

  describe("cost", () => {
    const projects = 50;
    const connections = Array.from({ length: 1_000 }, (_, index) =>
      hook(`hook-${index}`, { workspaceName: `workspace-${index % projects}` }),
    );

    it("at most 52 requests for 1,000 connections in 50 workspaces", async () => {
      for (const { workspaceName } of connections.slice(0, projects))
        atlas.put(projectId, workspaceName, { name: "theirs", type: "Https", url: "https://example.com/" });
      const { runtime } = runtimeFor(atlas);
      await runtime.noticeClient.list({ projectId, workspaceName }, 1);
      atlas.clearRequests();
      for (const inputs of connections) await noticeCreate(runtime, {}, inputs);
      assert.equal(atlas.requests.length, projects);
    });

    it("nothing for resources of the state, for replacements, for unknown addresses, and when turned off", async () => {
      const { runtime, lines, hooks } = await warm();
      await hooks.check(hook("theirs"), hook("theirs"));
      await hooks.check({}, hook("theirs"));
      // After an import, the state has no inputs before the first refresh.
      await hooks.check({ __provider: "text" }, hook("other"));
      await noticeCreate(runtime, {}, hook(unknownValue));
      await noticeCreate(runtime, {}, hook("theirs", { adopt: unknownValue }));
      await noticeCreate(runtime, {}, hook("theirs", { workspaceName: unknownValue }));
      const off = await warm({ environment: { MONGODB_ATLAS_PREVIEW_CHECKS: "false" } });
      await noticeCreate(off.runtime, {}, hook("theirs"));
      await noticeCreate(off.runtime, {}, hook("theirs", { adopt: true }));
      assert.deepEqual([...lines, ...off.lines], []);
      assert.deepEqual(atlas.requests, []);
    });

    it("one list in an update, which begins to create while the second resource is checked", async () => {
      const { hooks, lines } = await warm();
      await hooks.check({}, hook("first"));
      const checking = hooks.check({}, hook("second", { workspaceName: "other-workspace" }));
      const creating = hooks.create(hook("first"));
      await Promise.all([checking, creating]);
      await hooks.check({}, hook("third", { workspaceName: "third-workspace" }));
      await hooks.check({}, hook("theirs"));
      assert.deepEqual(requests(), ["GET", "POST"]);
      assert.deepEqual(lines, []);
    });

    it("a tenth of a second once, to find out that it is a preview", async () => {
      const { runtime, sleeps } = await warm();
      for (const inputs of connections.slice(0, 4)) await noticeCreate(runtime, {}, inputs);
      assert.deepEqual(
        sleeps.filter((ms) => ms < 1_000),
        [100],
      );
    });
  });

  describe("of a network that fails", () => {
    const three = ["one", "two", "three"].map((workspaceName) => hook("theirs", { workspaceName }));

    it("are no lines, with one attempt per workspace", async () => {
      for (const status of [429, 500, 503]) {
        const { runtime, lines, clock } = await warm();
        atlas.fault({ method: "GET", times: always, action: { kind: "status", status } });
        for (const inputs of three) await noticeCreate(runtime, {}, inputs);
        atlas.clearFaults();
        assert.deepEqual(lines, []);
        assert.equal(atlas.requests.length, three.length);
        assert.ok(clock.elapsed < 1_000);
      }
    });

    it("wait for one timeout", async () => {
      const { runtime, lines, clock } = await warm();
      atlas.fault({ method: "GET", times: always, action: timeouts.ofUnprocessedRequest });
      const start = clock.now();
      for (const inputs of three) await noticeCreate(runtime, {}, inputs);
      assert.deepEqual(lines, []);
      assert.equal(clock.now() - start, listTimeoutMs + 100);
    });

    it("wait as long for all failures as for one timeout", async () => {
      const clock = new VirtualClock(Date.now());
      const { runtime } = await warm({
        clock,
        wrap: (send) => async (request) => {
          await clock.pass(1_000);
          return send(request);
        },
      });
      atlas.fault({ method: "GET", times: always, action: { kind: "status", status: 503 } });
      const start = clock.now();
      for (let index = 0; index < 20; index++)
        await noticeCreate(runtime, {}, hook("new", { workspaceName: `workspace-${index}` }));
      assert.equal(clock.now() - start, listTimeoutMs + 100);
    });

    it("wait a limited time for a slow Atlas", async () => {
      const clock = new VirtualClock(Date.now());
      const { runtime } = await warm({
        clock,
        wrap: (send) => async (request) => {
          await clock.pass(4_000);
          return send(request);
        },
      });
      const start = clock.now();
      for (let index = 0; index < 20; index++)
        await noticeCreate(runtime, {}, hook("new", { workspaceName: `workspace-${index}` }));
      assert.equal(clock.now() - start, totalTimeoutMs + 100);
    });

    it("do not change how the creates of the same run meet it", async () => {
      const { runtime, hooks, lines } = await warm();
      atlas.fault({ method: "GET", times: 1, action: { kind: "status", status: 503 } });
      await noticeCreate(runtime, {}, hook("new"));
      atlas.fault({ method: "POST", times: 2, action: { kind: "status", status: 429 } });
      await hooks.create(hook("new"));
      assert.deepEqual(lines, []);
    });
  });
});
