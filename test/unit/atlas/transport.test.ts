import assert from "node:assert/strict";
import { createServer } from "node:http";
import { createServer as createTcpServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";
import { gzipSync } from "node:zlib";
import { isRetryable } from "../../../provider/atlas/errors/classify";
import { NetworkError } from "../../../provider/atlas/errors/networkError";
import type { HttpRequest } from "../../../provider/atlas/http";
import { createTransport, type TransportOptions } from "../../../provider/atlas/transport";
import { closeServers, listen, serve } from "./servers";

const secretHeaders = { Authorization: "Bearer credential-secret", Accept: "application/json" };

/** The error that the transport throws, after a check that it contains no secret. */
async function failure(request: Partial<HttpRequest> & { url: string }, options?: TransportOptions) {
  const whole: HttpRequest = { method: "POST", headers: secretHeaders, body: "body-secret", ...request };
  const error = await createTransport(options)(whole).then(
    () => assert.fail("it succeeded"),
    (reason) => reason,
  );
  assert.ok(error instanceof NetworkError, inspect(error));
  assert.ok(error.message.endsWith(`[${error.code}] (${whole.method} ${whole.url})`), error.message);
  for (const text of [
    inspect(error, { depth: 20, showHidden: true }),
    JSON.stringify(error),
    String(error.stack),
  ]) {
    assert.doesNotMatch(text, /credential-secret|body-secret|answer-secret/);
  }
  return error;
}

/** A server without HTTP: `onData` gets each socket after its first bytes. */
async function raw(onData: (socket: Socket) => void) {
  return listen(createTcpServer((socket) => socket.once("data", () => onData(socket))) as never);
}

describe("transport", () => {
  afterEach(closeServers);

  it("returns every status, with header names in lower case", async () => {
    const send = createTransport();
    for (const status of [200, 202, 204, 304, 400, 404, 500, 599]) {
      const server = await serve(() => ({
        status,
        headers: { "X-Many": ["a", "b"], "Set-Cookie": ["c", "d"] },
      }));
      const response = await send({ method: "GET", url: server.url });
      assert.equal(response.status, status);
      assert.equal(response.headers["x-many"], "a, b");
      assert.equal(response.headers["set-cookie"], "c, d");
      assert.equal(response.body, "");
    }
  });

  it("does not change bodies: JSON, numbers, line ends, other alphabets", async () => {
    for (const body of ['{"a":1}', " 1 ", "\r\n", "日本 ü 😀", "null", "a=b&c"]) {
      const server = await serve(({ body }) => ({ body }));
      const response = await createTransport()({ method: "POST", url: server.url, body });
      assert.equal(response.body, body);
    }
  });

  it("reads compressed responses, up to a maximum uncompressed size", async () => {
    const headers = { "Content-Encoding": "gzip" };
    const small = await listen(
      createServer((_, response) => void response.writeHead(200, headers).end(gzipSync("unfolded"))),
    );
    assert.equal((await createTransport()({ method: "GET", url: small.url })).body, "unfolded");
    const bomb = gzipSync(Buffer.alloc(8 * 1024 * 1024));
    const large = await listen(
      createServer((_, response) => void response.writeHead(200, headers).end(bomb)),
    );
    assert.equal(
      (await failure({ url: large.url }, { maxResponseBytes: 1024 * 1024 })).code,
      "ERR_TOO_LARGE",
    );
  });

  describe("with a time limit", () => {
    const options = { timeoutMs: 80 };

    it("ends when a server does not respond", async () => {
      const { url } = await raw(() => undefined);
      const error = await failure({ url }, options);
      assert.equal(error.code, "ETIMEDOUT");
      assert.match(error.message, /no complete answer within 0\.08 s/);
      assert.ok(isRetryable(error) && error.hint);
    });

    it("ends when a server does not finish its response", async () => {
      let timer: NodeJS.Timeout | undefined;
      const { url } = await raw((socket) => {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
        timer = setInterval(() => socket.write("x"), 10);
      });
      assert.equal((await failure({ url }, options)).code, "ETIMEDOUT");
      clearInterval(timer);
    });

    it("ends when a server accepts but does not read", async () => {
      const { url } = await listen(createTcpServer((socket) => void socket.pause()) as never);
      assert.equal((await failure({ url, body: "x".repeat(8_000_000) }, options)).code, "ETIMEDOUT");
    });
  });

  describe("with size limits", () => {
    it("ends a response that is too large, without reading all of it", async () => {
      let sent = 0;
      const server = await listen(
        createServer((_, response) => {
          const more = () => {
            while (sent < 50_000_000 && !response.destroyed) {
              sent += 65536;
              if (!response.write("x".repeat(65536))) return void response.once("drain", more);
            }
            response.end();
          };
          more();
        }),
      );
      const error = await failure({ url: server.url }, { maxResponseBytes: 100_000 });
      assert.equal(error.code, "ERR_TOO_LARGE");
      assert.match(error.message, /larger than 100000 bytes/);
      assert.ok(!isRetryable(error));
      await sleep(50);
      assert.ok(sent < 20_000_000, `${sent} bytes were sent`);
    });

    it("accepts a response of exactly the maximum size", async () => {
      const server = await serve(() => ({ body: "x".repeat(1000) }));
      const send = createTransport({ maxResponseBytes: 1000 });
      assert.equal((await send({ method: "GET", url: server.url })).body.length, 1000);
    });

    it("sends nothing of a request that is too large, counted in bytes", async () => {
      const server = await serve(() => ({}));
      const error = await failure({ url: server.url, body: "ü".repeat(600) }, { maxRequestBytes: 1000 });
      assert.equal(error.code, "ERR_REQUEST_TOO_LARGE");
      assert.match(error.message, /request is larger than 1000 bytes/);
      assert.equal(server.seen.length, 0);
      await createTransport({ maxRequestBytes: 1200 })({
        method: "POST",
        url: server.url,
        body: "ü".repeat(600),
      });
    });

    it("accepts certificates of 5 MB", async () => {
      const server = await serve(({ body }) => ({ body }));
      const body = "c".repeat(5_000_000);
      assert.equal(
        (await createTransport()({ method: "PATCH", url: server.url, body })).body.length,
        body.length,
      );
    });
  });

  describe("with broken connections", () => {
    it("reports a response that ends too early", async () => {
      const { url } = await raw((socket) => {
        socket.end('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{"answer-secret":');
      });
      const error = await failure({ url });
      assert.equal(error.code, "ECONNRESET");
      assert.match(error.message, /in the middle of the answer/);
      assert.ok(isRetryable(error));
    });

    it("reports a chunked response that ends too early", async () => {
      const { url } = await raw((socket) => {
        socket.end("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nanswe");
      });
      assert.equal((await failure({ url })).code, "ECONNRESET");
    });

    it("reports a reset before and during the response", async () => {
      const before = await raw((socket) => void socket.resetAndDestroy());
      assert.ok(isRetryable(await failure({ url: before.url })));
      const within = await raw((socket) => {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx", () => socket.resetAndDestroy());
      });
      assert.equal((await failure({ url: within.url })).code, "ECONNRESET");
    });

    it("reports something that is not HTTP, without showing it", async () => {
      const { url } = await raw((socket) => void socket.end("answer-secret 220 smtp ready\r\n"));
      const error = await failure({ url });
      assert.match(error.code, /^HPE_/);
      const bytes = Buffer.from("answer-secret").toString("hex").replace(/../g, "$& ").trim();
      assert.ok(!inspect(error, { depth: 20, showHidden: true }).includes(bytes));
    });

    it("reports a response that is wrongly marked as compressed", async () => {
      const server = await serve(() => ({ headers: { "Content-Encoding": "gzip" }, body: "answer-secret" }));
      assert.equal((await failure({ url: server.url })).code, "Z_DATA_ERROR");
    });

    it("reports a closed port", async () => {
      const { url } = await serve(() => ({}));
      await closeServers();
      const error = await failure({ url });
      assert.equal(error.code, "ECONNREFUSED");
      assert.match(error.hint ?? "", /baseUrl/);
      assert.ok(isRetryable(error));
    });

    it("reports a closed port of a host with several addresses", async () => {
      const { port } = await serve(() => ({}));
      await closeServers();
      const error = await failure({ url: `http://localhost:${port}/` });
      assert.equal(error.code, "ECONNREFUSED");
      assert.match(error.message, /ECONNREFUSED 127\.0\.0\.1|ECONNREFUSED ::1/);
    });

    it("reports a host that does not exist", async () => {
      const error = await failure({ url: "https://atlas.invalid/" });
      assert.match(error.code, /^(ENOTFOUND|EAI_AGAIN)$/);
      assert.match(error.hint ?? "", /name resolution/);
      assert.ok(isRetryable(error));
    });
  });

  it("does not follow redirects, so that no other host gets the credentials", async () => {
    const other = await serve(() => ({}));
    for (const status of [301, 302, 303, 307, 308]) {
      const server = await serve(() => ({ status, headers: { Location: `${other.url}/stolen` } }));
      const response = await createTransport()({
        method: "POST",
        url: server.url,
        headers: secretHeaders,
        body: "x",
      });
      assert.equal(response.status, status);
      assert.equal(server.seen.length, 1);
    }
    assert.equal(other.seen.length, 0);
  });

  it("uses one socket for consecutive requests", async () => {
    const server = await serve(() => ({ body: "{}" }));
    const send = createTransport();
    for (let index = 0; index < 50; index++) {
      await send({
        method: index % 2 ? "POST" : "GET",
        url: server.url,
        ...(index % 2 ? { body: "x" } : {}),
      });
    }
    assert.deepEqual([server.seen.length, server.sockets()], [50, 1]);
  });

  it("opens a new socket when the server has closed the idle one", async () => {
    const server = await serve(() => ({ headers: { Connection: "close" } }));
    const send = createTransport();
    for (let index = 0; index < 5; index++) await send({ method: "GET", url: server.url });
    assert.equal(server.sockets(), 5);
  });

  it("has separate limits per transport", async () => {
    const server = await serve(() => ({ body: "x".repeat(100) }));
    const [small, large] = [createTransport({ maxResponseBytes: 10 }), createTransport()];
    await assert.rejects(small({ method: "GET", url: server.url }), NetworkError);
    assert.equal((await large({ method: "GET", url: server.url })).body.length, 100);
  });
});
