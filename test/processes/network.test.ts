import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer, type ServerOptions } from "node:https";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { makeCertificate, unresolvedHost } from "../support/certificate";
import { closeServers, listen, serve, type TestServer } from "../unit/atlas/servers";
import type { SendResult } from "./send.cjs";

const host = unresolvedHost;
const root = join(__dirname, "../..");

/** Runs `send.cjs` with no other proxies than those given. */
async function child(urls: string[], environment: Record<string, string> = {}): Promise<SendResult[]> {
  const proxy = /^(https?|no|all)_proxy$|^NODE_(EXTRA_CA_CERTS|OPTIONS|USE_ENV_PROXY)$/i;
  const inherited = Object.entries(process.env).filter(([name]) => !proxy.test(name));
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [join(__dirname, "send.cjs"), ...urls],
    // Ends a process that an idle socket keeps alive, with an error.
    { cwd: root, env: { ...Object.fromEntries(inherited), ...environment }, timeout: 60_000 },
  );
  assert.doesNotMatch(stdout + stderr, /credential-secret|body-secret|proxy-password/);
  return JSON.parse(stdout);
}

/** A proxy that connects every host to this machine, at the requested port. */
async function startProxy(status = 200, tls?: ServerOptions) {
  const connects: { target: string | undefined; authorization: string | undefined }[] = [];
  const plain: string[] = [];
  const listener: RequestListener = (request, response) => {
    plain.push(request.url ?? "");
    response.end("from the proxy");
  };
  const server = tls ? (createTlsServer(tls, listener) as unknown as Server) : createServer(listener);
  server.on("connect", (request, socket: Socket) => {
    connects.push({ target: request.url, authorization: request.headers["proxy-authorization"] });
    if (status !== 200) return void socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`);
    const onward = connect(Number(request.url?.split(":").at(-1)), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      socket.pipe(onward).pipe(socket);
    });
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
  });
  const { port } = await listen(server);
  return { connects, plain, port };
}

describe("the transport with certificates and proxies", function () {
  this.timeout(90_000);
  let removeCertificate: (() => void) | undefined;
  let certificate: string;
  let tls: { key: Buffer; cert: Buffer; keepAliveTimeout: number };
  let server: TestServer;

  before(function () {
    const made = makeCertificate();
    if (!made) return this.skip();
    certificate = made.path;
    removeCertificate = made.remove;
    tls = { key: made.key, cert: made.cert, keepAliveTimeout: 60_000 };
  });

  beforeEach(async () => {
    server = await serve(({ headers }) => ({ body: `proxy header: ${headers["proxy-authorization"]}` }), tls);
  });
  afterEach(closeServers);
  after(() => removeCertificate?.());

  it("refuses an unknown authority, with a hint", async () => {
    const [result] = await child([server.url]);
    assert.match(result?.code ?? "", /SELF_SIGNED_CERT/);
    assert.match(result?.hint ?? "", /NODE_EXTRA_CA_CERTS/);
    assert.equal(server.seen.length, 0);
  });

  it("trusts NODE_EXTRA_CA_CERTS, uses one socket, and ends although the socket is idle", async () => {
    const results = await child([server.url, server.url, server.url], { NODE_EXTRA_CA_CERTS: certificate });
    assert.deepEqual(
      results.map(({ status }) => status),
      [200, 200, 200],
    );
    assert.equal(server.sockets(), 1);
  });

  it("refuses a certificate of another host", async () => {
    const url = `https://localhost:${server.port}`;
    const [result] = await child([url], { NODE_EXTRA_CA_CERTS: certificate });
    assert.equal(result?.code, "ERR_TLS_CERT_ALTNAME_INVALID");
    assert.match(result?.hint ?? "", /another host/);
    assert.equal(server.seen.length, 0);
  });

  for (const name of ["HTTPS_PROXY", "https_proxy"]) {
    it(`uses ${name} with CONNECT, and sends the proxy's credentials to the proxy only`, async () => {
      const proxy = await startProxy();
      const url = `https://${host}:${server.port}/path?a=b`;
      const [result] = await child([url], {
        NODE_EXTRA_CA_CERTS: certificate,
        [name]: `http://user:proxy-password@127.0.0.1:${proxy.port}`,
      });
      assert.deepEqual(result, { status: 200, body: "proxy header: undefined" });
      assert.deepEqual(proxy.connects, [
        {
          target: `${host}:${server.port}`,
          authorization: `Basic ${Buffer.from("user:proxy-password").toString("base64")}`,
        },
      ]);
      assert.deepEqual(
        server.seen.map(({ target, body, headers }) => [target, body, headers.authorization]),
        [["/path?a=b", "body-secret", "Bearer credential-secret"]],
      );
    });
  }

  it("checks the server's certificate behind a proxy", async () => {
    const proxy = await startProxy();
    const [result] = await child([`https://${host}:${server.port}/`], {
      HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
    });
    assert.match(result?.code ?? "", /SELF_SIGNED_CERT/);
    assert.equal(server.seen.length, 0);
  });

  it("bypasses the proxy for hosts of NO_PROXY and for this machine", async () => {
    const proxy = await startProxy();
    const plain = await serve(() => ({ body: "direct" }));
    const [bypassed, ...local] = await child(
      [
        `https://${host}:${server.port}/`,
        server.url,
        plain.url,
        plain.url.replace("127.0.0.1", "localhost"),
        plain.url.replace("127.0.0.1", "127.1"),
      ],
      {
        NODE_EXTRA_CA_CERTS: certificate,
        NO_PROXY: `example.com,.${host.split(".")[1]}`,
        HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
        HTTP_PROXY: `http://127.0.0.1:${proxy.port}`,
        ALL_PROXY: `http://127.0.0.1:${proxy.port}`,
      },
    );
    assert.match(bypassed?.code ?? "", /^(ENOTFOUND|EAI_AGAIN)$/);
    assert.deepEqual(
      local.map(({ status }) => status),
      [200, 200, 200, 200],
    );
    assert.deepEqual([proxy.connects, proxy.plain], [[], []]);
  });

  it("keeps a tunnel for many requests, and ends although the tunnel is idle", async () => {
    const proxy = await startProxy();
    const url = `https://${host}:${server.port}/`;
    const results = await child([url, url, url, url], {
      NODE_EXTRA_CA_CERTS: certificate,
      HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
    });
    assert.deepEqual(
      results.map(({ status }) => status),
      [200, 200, 200, 200],
    );
    assert.deepEqual([proxy.connects.length, server.sockets()], [1, 1]);
  });

  for (const [credentials, decoded] of [
    ["us%40er:p%3A%2Fss%23%C3%BC", "us@er:p:/ss#ü"],
    ["user:100%25", "user:100%"],
    ["user:100%", "user:100%"],
    ["user:%zz%E4%40", "user:%zz%E4%40"],
    ["user:", "user:"],
    ["user", "user:"],
  ] as const) {
    it(`sends the credentials ${credentials} decoded`, async () => {
      const proxy = await startProxy();
      const [result] = await child([`https://${host}:${server.port}/`], {
        NODE_EXTRA_CA_CERTS: certificate,
        HTTPS_PROXY: `http://${credentials}@127.0.0.1:${proxy.port}`,
      });
      assert.equal(result?.status, 200);
      const [connected] = proxy.connects;
      assert.equal(connected?.authorization, `Basic ${Buffer.from(decoded).toString("base64")}`);
    });
  }

  it("takes a proxy without a scheme for an HTTP proxy, as curl does", async () => {
    const proxy = await startProxy();
    for (const [name, value] of [
      ["HTTPS_PROXY", `127.0.0.1:${proxy.port}`],
      ["https_proxy", `user:proxy-password@localhost:${proxy.port}`],
      ["ALL_PROXY", `localhost:${proxy.port}`],
      ["all_proxy", `http://127.0.0.1:${proxy.port}/`],
    ] as const) {
      const environment = { NODE_EXTRA_CA_CERTS: certificate, [name]: value };
      const [result] = await child([`https://${host}:${server.port}/`], environment);
      assert.equal(result?.status, 200, `${name} ${result?.message}`);
    }
    assert.equal(proxy.connects.length, 4);
  });

  it("speaks TLS to an https proxy, and checks its certificate", async () => {
    const proxy = await startProxy(200, tls);
    const url = `https://${host}:${server.port}/`;
    const HTTPS_PROXY = `https://user:proxy-password@127.0.0.1:${proxy.port}`;
    const [result] = await child([url], { NODE_EXTRA_CA_CERTS: certificate, HTTPS_PROXY });
    assert.equal(result?.status, 200, result?.message);
    assert.equal(proxy.connects.length, 1);
    const [untrusted] = await child([url], { HTTPS_PROXY });
    assert.match(untrusted?.code ?? "", /SELF_SIGNED_CERT/);
    assert.equal(proxy.connects.length, 1);
  });

  it("explains an HTTP proxy that is named with https://, in one line", async () => {
    const proxy = await startProxy();
    const [result] = await child([`https://${host}:${server.port}/`], {
      HTTPS_PROXY: `https://127.0.0.1:${proxy.port}`,
    });
    assert.match(result?.message ?? "", /^[^\n]*, through the proxy https:\/\/127\.0\.0\.1:\d+ \[/);
    assert.match(result?.hint ?? "", /does not speak TLS.*HTTPS_PROXY must begin with http:\/\//);
  });

  it("explains a SOCKS proxy, and sends nothing", async () => {
    for (const value of ["socks5://user:proxy-password@127.0.0.1:1080", "socks5h://127.0.0.1:1", "ftp://a"]) {
      const [result] = await child([`https://${host}:${server.port}/`], { ALL_PROXY: value });
      assert.equal(result?.code, "ERR_INVALID_URL");
      assert.match(result?.hint ?? "", /ALL_PROXY.*URL of an HTTP proxy/);
    }
  });

  for (const [status, code, hint] of [
    [407, "ERR_PROXY_AUTHENTICATION", /USER:PASSWORD/],
    [403, "ERR_PROXY_REFUSED", /allows this host/],
    [503, "ERR_PROXY_REFUSED", /allows this host/],
  ] as const) {
    it(`reports a proxy that answers ${status}, and that nothing was sent`, async () => {
      const proxy = await startProxy(status);
      const [result] = await child([`https://${host}:${server.port}/`], {
        HTTPS_PROXY: `http://user:proxy-password@127.0.0.1:${proxy.port}`,
      });
      assert.deepEqual([result?.status, result?.code], [status, code]);
      assert.match(
        result?.message ?? "",
        new RegExp(`^the proxy http://127\\.0\\.0\\.1:${proxy.port} answers ${status}`),
      );
      assert.match(result?.hint ?? "", hint);
      assert.deepEqual([proxy.connects.length, server.seen.length], [1, 0]);
    });
  }

  it("reports a proxy that refuses, does not exist or is not a URL, without its credentials", async () => {
    const refusing = await startProxy(407);
    const url = `https://${host}:${server.port}/`;
    const proxies = [
      `http://user:proxy-password@127.0.0.1:${refusing.port}`,
      "http://user:proxy-password@127.0.0.1:1",
      "http://user:proxy-password@:bad",
    ];
    const [refused, absent, broken] = await Promise.all(
      proxies.map(async (HTTPS_PROXY) => (await child([url], { HTTPS_PROXY }))[0]),
    );
    assert.equal(refused?.status, 407);
    assert.equal(absent?.code, "ECONNREFUSED");
    assert.match(absent?.hint ?? "", /HTTPS_PROXY/);
    assert.equal(broken?.code, "ERR_INVALID_URL");
    assert.match(broken?.hint ?? "", /HTTPS_PROXY/);
    assert.equal(server.seen.length, 0);
  });
});
