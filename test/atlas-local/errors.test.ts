import assert from "node:assert/strict";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { bodies, https, kafka, privateKafka } from "./support/bodies";
import { clientOf, pathOf, projectId, workspaceName } from "./support/client";
import { send } from "./support/http";

const otherProject = "111111111111111111111111";
const forbidden = "222222222222222222222222";

describe("local Atlas: errors", () => {
  let atlas: LocalAtlas;
  let client: ReturnType<typeof clientOf>;

  before(async () => {
    atlas = await startLocalAtlas({
      workspaces: [{ projectId, workspaceName }],
      inaccessibleProjects: [forbidden],
      clusters: [{ projectId, clusterName: "Cluster0" }],
      pendingMs: 60_000,
    });
    client = clientOf(atlas);
    await client.create(https);
    await client.create(privateKafka);
  });
  after(() => atlas.close());

  const error = async (method: string, path: string, body?: unknown) => {
    const response = await client.call(method, path, body);
    assert.equal(response.json.error, response.status);
    assert.equal(response.headers["x-error-code"], response.json.errorCode);
    assert.deepEqual(Object.keys(response.json), ["detail", "error", "errorCode", "parameters", "reason"]);
    return { status: response.status, headers: response.headers, ...response.json };
  };

  const words: Record<string, { path: string; method?: string; body?: unknown; expected: unknown[] }> = {
    "another project": {
      path: pathOf(undefined, "shop", otherProject),
      expected: [
        404,
        "GROUP_NOT_FOUND",
        `No group with ID ${otherProject} exists.`,
        [otherProject],
        "Not Found",
      ],
    },
    "an inaccessible project": {
      path: pathOf("hook", "shop", forbidden),
      expected: [401, "USER_CANNOT_ACCESS_GROUP", "User cannot access this group.", [], "Unauthorized"],
    },
    "another workspace": {
      path: pathOf("hook", "other"),
      expected: [
        404,
        "STREAM_TENANT_NOT_FOUND_FOR_NAME",
        `Stream instance for project ${projectId} and name other not found.`,
        [projectId, "other"],
        "Not Found",
      ],
    },
    "another connection": {
      path: pathOf("other"),
      expected: [
        404,
        "STREAM_CONNECTION_NOT_FOUND_FOR_NAME",
        `Stream connection with name other for project ${projectId} and name shop not found.`,
        ["other", projectId, "shop"],
        "Not Found",
      ],
    },
    "an existing name": {
      method: "POST",
      path: pathOf(),
      body: https,
      expected: [
        409,
        "STREAM_CONNECTION_NAME_ALREADY_EXISTS",
        "A Stream connection with the name hook already exists.",
        ["hook"],
        "Conflict",
      ],
    },
    "a Kafka connection that is being deployed": {
      method: "DELETE",
      path: pathOf("orders"),
      expected: [
        409,
        "STREAM_KAFKA_CONNECTION_IS_DEPLOYING",
        "Stream Kafka connection orders is currently deploying. Please retry the request later.",
        ["orders"],
        "Conflict",
      ],
    },
    "a cluster that does not exist": {
      method: "POST",
      path: pathOf(),
      body: { ...bodies.Cluster, clusterName: "Cluster9", clusterGroupId: projectId },
      expected: [
        404,
        "CLUSTER_NOT_FOUND",
        `No cluster named Cluster9 exists in group ${projectId}.`,
        ["Cluster9", projectId],
        "Not Found",
      ],
    },
  };
  for (const [name, { method = "GET", path, body, expected }] of Object.entries(words)) {
    it(`returns the service's error for ${name}`, async () => {
      const { status, errorCode, detail, parameters, reason } = await error(method, path, body);
      assert.deepEqual([status, errorCode, detail, parameters, reason], expected);
    });
  }

  it("does not count requests for a project that does not exist", async () => {
    const { headers } = await error("GET", pathOf(undefined, "shop", otherProject));
    assert.equal(headers["ratelimit-remaining"], undefined);
    assert.ok((await error("GET", pathOf("other"))).headers["ratelimit-remaining"]);
  });

  it("accepts a cluster that exists", async () => {
    const body = { ...bodies.Cluster, clusterGroupId: null };
    assert.equal((await client.create(body)).status, 200);
    const missing = { name: "database", type: "Cluster", clusterName: "Cluster9" };
    assert.equal((await client.update("database", missing)).json.errorCode, "CLUSTER_NOT_FOUND");
  });

  it("refuses with 403 to delete or change a connection that stream processors use", async () => {
    atlas.setProcessors(projectId, workspaceName, "hook", true);
    for (const [method, body] of [["DELETE"], ["PATCH", https]] as const) {
      const { status, errorCode, parameters } = await error(method, pathOf("hook"), body);
      assert.deepEqual(
        [status, errorCode, parameters],
        [403, "STREAM_CONNECTION_HAS_STREAM_PROCESSORS", ["hook", "shop"]],
      );
    }
    assert.equal((await client.get("hook")).status, 200);
    atlas.setProcessors(projectId, workspaceName, "hook", false);
    assert.equal((await client.update("hook", https)).status, 200);
  });

  it("refuses an invalid project id", async () => {
    for (const id of ["x", projectId.toUpperCase(), `${projectId}0`])
      assert.equal((await error("GET", pathOf(undefined, "shop", id))).errorCode, "INVALID_GROUP_ID");
  });

  it("refuses other paths below the API, and other methods", async () => {
    for (const path of [
      "/api/atlas/v2/groups",
      `${pathOf()}/`,
      `${pathOf("hook")}/x`,
      pathOf().replace("v2", "v1.0"),
      pathOf().replace("connections", "Connections"),
    ])
      assert.equal((await error("GET", path)).errorCode, "RESOURCE_NOT_FOUND", path);
    for (const [method, path] of [
      ["PUT", pathOf("hook")],
      ["PATCH", pathOf()],
      ["DELETE", pathOf()],
    ] as const)
      assert.equal((await error(method, path)).status, 405);
  });

  it("refuses a path that a proxy would normalize to another", async () => {
    for (const name of ["..", ".", "%2e%2e", "a%2Fb", "..%2f..", "%zz", "a%00b", "a%0Ab"]) {
      const { status } = await error("DELETE", pathOf(name));
      assert.equal(status, 400, name);
    }
    assert.equal((await client.get("hook")).status, 200);
  });

  it("refuses a name in a POST that no path can have", async () => {
    for (const name of ["a/b", "/", ".", "..", "", "a\0b", "a\nb", "\u007f", "\u0085", "\ud800"]) {
      const { status, parameters } = await error("POST", pathOf(), { ...https, name });
      assert.deepEqual([status, parameters], [400, ["name"]], JSON.stringify(name));
    }
  });

  it("responds with HTML outside the API", async () => {
    const response = await send(`${atlas.url}/`);
    assert.deepEqual([response.status, response.headers["content-type"]], [404, "text/html; charset=utf-8"]);
    assert.equal((await send(`${atlas.url}/_local/requests`)).status, 404);
  });

  it("checks credentials first", async () => {
    for (const path of [pathOf(undefined, "shop", otherProject), "/api/atlas/v2/nonsense"])
      assert.equal((await send(atlas.url + path)).status, 401);
  });

  it("sends the recorded headers", async () => {
    const { headers } = await client.get("hook");
    assert.equal(headers.server, "mdbws");
    assert.equal(headers["x-java-method"], "ApiStreamsResource::getConnection");
    assert.equal(headers["ratelimit-limit"], "1200");
    assert.equal(headers["x-frame-options"], "DENY");
  });

  it("decrements RateLimit-Remaining for each request of a project, across workspaces", async () => {
    const remaining = async (name: string) => Number((await client.get(name)).headers["ratelimit-remaining"]);
    const first = await remaining("hook");
    assert.equal(await remaining("other"), first - 1);
    assert.equal(Number((await client.update("hook", https)).headers["ratelimit-remaining"]), first - 2);
  });

  it("accepts the same name in another workspace", async () => {
    const other = await startLocalAtlas();
    try {
      const { call } = clientOf(other);
      for (const workspace of ["one", "two"])
        assert.equal((await call("POST", pathOf(undefined, workspace), kafka)).status, 200);
      assert.deepEqual(
        other.workspaces().map((each) => each.workspaceName),
        ["one", "two"],
      );
    } finally {
      await other.close();
    }
  });
});
