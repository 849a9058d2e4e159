import assert from "node:assert/strict";
import http from "node:http";
import { defaultAccessToken, type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { recordingsFolder } from "./folder";
import { type RecordedResponse, recordedRequest, recordedResponse } from "./recorded";

const projectId = "32b6e34b3d91647abb20e7b8";
const clusterName = "cluster-910";

/** Headers that Node adds for HTTP/1.1. */
const ofTransport = new Set(["Connection", "Keep-Alive"]);

describe("contract: the local Atlas", () => {
  let atlas: LocalAtlas;

  before(async function () {
    if (recordingsFolder === undefined) {
      console.log(
        "      skipped: the recorded responses are not published; ATLAS_CONTRACT names their folder",
      );
      this.skip();
    }
    atlas = await startLocalAtlas({ workspaces: [{ projectId, workspaceName: "shop" }] });
  });
  after(() => atlas?.close());

  const collection = `/api/atlas/v2/groups/${projectId}/streams/shop/connections`;

  function send(
    method: string,
    path: string,
    body?: object,
    headers: http.OutgoingHttpHeaders = { Authorization: `Bearer ${defaultAccessToken}` },
  ): Promise<RecordedResponse> {
    return new Promise((resolve, reject) => {
      const request = http.request(`${atlas.url}${path}`, {
        method,
        agent: false,
        headers: {
          Accept: "application/vnd.atlas.2024-08-05+json",
          ...(body ? { "Content-Type": "application/vnd.atlas.2024-08-05+json" } : {}),
          ...headers,
        },
      });
      request.once("error", reject).once("response", (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk) => {
          text += chunk;
        });
        response.once("end", () => {
          const entries = [];
          for (let index = 0; index < response.rawHeaders.length; index += 2)
            entries.push([response.rawHeaders[index], response.rawHeaders[index + 1]]);
          resolve({
            status: response.statusCode ?? 0,
            headers: Object.fromEntries(entries),
            body: text,
          });
        });
      });
      request.end(body && JSON.stringify(body));
    });
  }

  /** Masks the values that each server chooses itself; the rest must be identical. */
  const masked = (body: string) =>
    body.replace(/"id":"[a-f0-9]{24}"/g, '"id":"…"').replace(/"href":"[^"?]*/g, '"href":"…');

  function assertEqualResponses(ours: RecordedResponse, theirs: RecordedResponse): void {
    assert.equal(ours.status, theirs.status);
    assert.equal(masked(ours.body), masked(theirs.body));
    assert.equal(ours.headers["Content-Type"], theirs.headers["Content-Type"]);
    assert.equal(ours.headers["X-Java-Method"], theirs.headers["X-Java-Method"]);
    assert.deepEqual(namesOf(ours), namesOf(theirs));
  }

  const namesOf = ({ headers }: RecordedResponse) =>
    Object.keys(headers)
      .filter((name) => !ofTransport.has(name))
      .sort();

  // In the recorded order, because each request needs the previous one.
  it("answers the POST of a Kafka connection as recorded", async () => {
    const body = { name: "connection-290", ...recordedRequest("create-kafka") };
    assertEqualResponses(await send("POST", collection, body), recordedResponse("create-kafka-200"));
  });

  it("answers the GET of a Kafka connection as recorded", async () => {
    assertEqualResponses(
      await send("GET", `${collection}/connection-290`),
      recordedResponse("get-kafka-200"),
    );
  });

  it("answers the GET of a list as recorded", async () => {
    const ours = await send("GET", collection);
    const theirs = recordedResponse("list-200");
    assertEqualResponses(ours, theirs);
    const [our, their] = [ours, theirs].map(({ body }) => new URL(JSON.parse(body).links[0].href));
    assert.equal(our?.origin, atlas.url);
    assert.equal(our?.pathname, collection);
    assert.equal(our?.search, their?.search);
  });

  it("answers the PATCH of a Kafka connection as recorded", async () => {
    const body = { name: "connection-290", ...recordedRequest("update-kafka") };
    const ours = await send("PATCH", `${collection}/connection-290`, body);
    assertEqualResponses(ours, recordedResponse("update-kafka-200"));
  });

  it("answers the DELETE of a Kafka connection as recorded", async () => {
    assertEqualResponses(
      await send("DELETE", `${collection}/connection-290`),
      recordedResponse("delete-202"),
    );
  });

  it("answers the POST of a Cluster connection as recorded", async () => {
    const body = { ...recordedRequest("create-cluster"), clusterName };
    assertEqualResponses(await send("POST", collection, body), recordedResponse("create-cluster-200"));
  });

  it("sends the digest challenge as recorded", async () => {
    const [ours, theirs] = [
      await send("GET", collection, undefined, {}),
      recordedResponse("error-401-digest-challenge"),
    ];
    assert.deepEqual([ours.status, ours.body], [theirs.status, theirs.body]);
    assert.deepEqual(namesOf(ours), namesOf(theirs));
    const challenge = ({ headers }: RecordedResponse) =>
      headers["Www-Authenticate"]?.replace(/nonce="[A-Za-z0-9+/]{32}"/, 'nonce="…"');
    assert.equal(challenge(ours), challenge(theirs));
  });

  it("answers for a project that does not exist as recorded", async () => {
    const path = collection.replace(projectId, "1".repeat(24));
    const [ours, theirs] = [await send("GET", path), recordedResponse("error-404-group-not-found")];
    assert.deepEqual([ours.status, ours.body], [theirs.status, theirs.body]);
    for (const name of ["Content-Type", "X-Error-Code", "Ratelimit-Remaining", "Ratelimit-Limit"])
      assert.equal(ours.headers[name], theirs.headers[name], name);
  });

  it("formats an error as recorded", async () => {
    const ours = await send("POST", collection, { ...recordedRequest("create-cluster"), clusterName });
    const theirs = recordedResponse("error-409-other-endpoint");
    assert.equal(ours.status, theirs.status);
    assert.deepEqual(Object.keys(JSON.parse(ours.body)), Object.keys(JSON.parse(theirs.body)));
    assert.deepEqual(namesOf(ours), namesOf(theirs));
    assert.equal(ours.headers["Content-Type"], theirs.headers["Content-Type"]);
    assert.equal(ours.headers["X-Error-Code"], JSON.parse(ours.body).errorCode);
  });
});
