import assert from "node:assert/strict";
import { NetworkError } from "../../../../provider/atlas/errors/networkError";
import type { HttpRequest, HttpResponse } from "../../../../provider/atlas/http";
import { Api } from "../../../../provider/cli/doctor/api";
import { ThrowAways } from "../../../../provider/cli/doctor/throwAways";
import { projectId, workspaceName } from "../../../support/examples";
import { VirtualClock } from "../../../support/virtualClock";

const name = "pulumi-doctor-kafka-0a1b";
const reply = (status: number, body: unknown = {}): HttpResponse => ({
  status,
  headers: {},
  body: JSON.stringify(body),
});
const refusal = (status: number, errorCode: string) => reply(status, { error: status, errorCode });
const notFound = refusal(404, "STREAM_CONNECTION_NOT_FOUND_FOR_NAME");

/** Throw-away connections on a server that answers as the function says. */
function setUp(answer: (request: HttpRequest, count: number) => HttpResponse, signal?: AbortSignal) {
  const clock = new VirtualClock();
  const sent: string[] = [];
  const exchange = (request: HttpRequest) => {
    sent.push(`${request.method} ${new URL(request.url).pathname.split("/").at(-1)}`);
    return clock.during(
      (async () => answer(request, sent.filter((line) => line.startsWith(request.method)).length))(),
    );
  };
  const workspace = { projectId, workspaceName };
  const api = new Api("https://atlas.test", workspace, exchange, (send) => send, clock, signal);
  return { throwAways: new ThrowAways(api, "0a1b"), sent, clock };
}

describe("the doctor's throw-away connections", () => {
  it("have a random name that says where they come from", () => {
    assert.equal(setUp(() => reply(200)).throwAways.nameFor("kafka"), name);
  });

  it("are deleted, and read until they are gone", async () => {
    const { throwAways, sent } = setUp(({ method }, count) => {
      if (method === "GET") return count < 3 ? reply(200, { name, state: "READY" }) : notFound;
      return method === "DELETE" ? reply(202) : reply(200, { name });
    });
    await throwAways.create(name, {});
    assert.deepEqual(throwAways.names, [name]);
    assert.deepEqual(await throwAways.deleteAll(), []);
    assert.deepEqual(sent, [
      "POST connections",
      ...Array(3)
        .fill([`DELETE ${name}`, `GET ${name}`])
        .flat(),
    ]);
  });

  it("count as deleted while Atlas shows DELETING", async () => {
    const { throwAways } = setUp(({ method }) =>
      method === "GET" ? reply(200, { name, state: "DELETING" }) : reply(202),
    );
    await throwAways.create(name, {});
    assert.deepEqual(await throwAways.deleteAll(), []);
  });

  it("are deleted when Atlas no longer deploys them", async () => {
    const { throwAways, clock } = setUp(({ method }, count) => {
      if (method !== "DELETE") return method === "GET" ? notFound : reply(200, { name });
      return count < 5 ? refusal(409, "STREAM_KAFKA_CONNECTION_IS_DEPLOYING") : reply(202);
    });
    await throwAways.create(name, {});
    assert.deepEqual(await throwAways.deleteAll(), []);
    assert.ok(clock.elapsed >= 4_000);
  });

  it("are not there when Atlas refuses the POST, and then nothing is deleted", async () => {
    for (const error of [
      refusal(400, "VALIDATION_ERROR"),
      refusal(403, "FORBIDDEN"),
      refusal(409, "STREAM_CONNECTION_NAME_ALREADY_EXISTS"),
    ]) {
      const { throwAways, sent } = setUp(() => error);
      await throwAways.create(name, {});
      assert.deepEqual(await throwAways.deleteAll(), []);
      assert.deepEqual(sent, ["POST connections"]);
    }
  });

  it("are not there when the POST was not sent", async () => {
    const { throwAways } = setUp((request) => {
      throw new NetworkError(request, "ECONNREFUSED", "refused");
    });
    await assert.rejects(throwAways.create(name, {}), NetworkError);
    assert.deepEqual(throwAways.names, []);
  });

  it("stay noted when a second POST of the same name is refused", async () => {
    const { throwAways } = setUp((_, count) =>
      count === 1 ? reply(200, { name }) : refusal(409, "STREAM_CONNECTION_NAME_ALREADY_EXISTS"),
    );
    await throwAways.create(name, {});
    await throwAways.create(name, {});
    assert.deepEqual(throwAways.names, [name]);
  });

  it("are looked for 20 seconds when the POST's response is lost, because Atlas may show them late", async () => {
    let isShown = false;
    const { throwAways, clock } = setUp((request) => {
      const { method } = request;
      if (method === "POST") throw new NetworkError(request, "ECONNRESET", "lost");
      isShown ||= clock.elapsed > 5_000;
      if (!isShown || method === "GET") return notFound;
      return reply(202);
    });
    await assert.rejects(throwAways.create(name, {}), NetworkError);
    assert.deepEqual(throwAways.names, [name]);
    assert.deepEqual(await throwAways.deleteAll(), []);
    assert.ok(isShown && clock.elapsed < 20_000);
  });

  it("are named after two minutes in which Atlas refuses the deletion", async () => {
    const { throwAways, clock } = setUp(({ method }) =>
      method === "DELETE" ? refusal(403, "STREAM_CONNECTION_HAS_STREAM_PROCESSORS") : reply(200, { name }),
    );
    await throwAways.create(name, {});
    assert.deepEqual(await throwAways.deleteAll(), [name]);
    assert.ok(clock.elapsed >= 120_000 && clock.elapsed < 125_000);
  });

  it("are deleted after an interruption, and no other is made", async () => {
    const controller = new AbortController();
    const { throwAways, sent } = setUp(
      ({ method }) => (method === "GET" ? notFound : reply(202)),
      controller.signal,
    );
    await throwAways.create(name, {});
    controller.abort(new Error("interrupted"));
    await assert.rejects(throwAways.create("pulumi-doctor-https-0a1b", {}), /interrupted/);
    await assert.rejects(throwAways.delete(name), /interrupted/);
    assert.deepEqual(await throwAways.deleteAll(), []);
    assert.deepEqual(sent, ["POST connections", `DELETE ${name}`, `GET ${name}`]);
  });
});
