import { createHash, randomBytes } from "node:crypto";
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createTlsServer, type ServerOptions } from "node:https";
import type { AddressInfo, Socket } from "node:net";

/** A request as the server received it. */
export interface Seen {
  method: string;
  /** The request target as sent. */
  target: string;
  headers: IncomingMessage["headers"];
  body: string;
}

export interface Answer {
  status?: number;
  headers?: Record<string, string | string[]>;
  body?: string;
}

export interface TestServer {
  url: string;
  port: number;
  /** Every request, in order. */
  seen: Seen[];
  /** Number of TCP connections. */
  sockets: () => number;
}

const running: { server: Server; sockets: Set<Socket> }[] = [];

/** Closes every server of a test. Call it in `afterEach`. */
export async function closeServers(): Promise<void> {
  const closing = running.splice(0).map(
    ({ server, sockets }) =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  );
  await Promise.all(closing);
}

/** A server on loopback that ends with the test. */
export async function listen(server: Server, scheme = "http"): Promise<Omit<TestServer, "seen">> {
  const open = new Set<Socket>();
  let sockets = 0;
  server.on("connection", (socket: Socket) => {
    sockets++;
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  running.push({ server, sockets: open });
  const { port } = server.address() as AddressInfo;
  return { url: `${scheme}://127.0.0.1:${port}`, port, sockets: () => sockets };
}

/** A server that responds to each complete request with the result of `answer`. */
export async function serve(
  answer: (seen: Seen) => Answer | Promise<Answer>,
  tls?: ServerOptions,
): Promise<TestServer> {
  const seen: Seen[] = [];
  const listener: RequestListener = async (request, response) => {
    const one = await read(request);
    seen.push(one);
    reply(response, await answer(one));
  };
  const server = tls ? (createTlsServer(tls, listener) as unknown as Server) : createServer(listener);
  return { ...(await listen(server, tls ? "https" : "http")), seen };
}

async function read(request: IncomingMessage): Promise<Seen> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method = "", url: target = "", headers } = request;
  return { method, target, headers, body: Buffer.concat(chunks).toString() };
}

function reply(response: ServerResponse, { status = 200, headers = {}, body = "" }: Answer): void {
  response.writeHead(status, headers);
  response.end(body);
}

const json = { "Content-Type": "application/vnd.atlas.2023-02-01+json;charset=utf-8" };

/** A connection as Atlas returns it. */
export const connection = { name: "orders", type: "Kafka", state: "READY", id: "32b6e34b3d91647abb20e7b9" };
export const found: Answer = { headers: json, body: JSON.stringify(connection) };

/** An error body of Atlas, with its header. */
export function refusal(status: number, errorCode: string, detail = "Refused."): Answer {
  return {
    status,
    headers: { "Content-Type": "application/json", "X-Error-Code": errorCode },
    body: JSON.stringify({ detail, error: status, errorCode, parameters: [], reason: "Refused" }),
  };
}

export interface DigestOptions {
  publicKey: string;
  privateKey: string;
  algorithm?: string;
  /** Number of requests before a nonce expires. */
  usesPerNonce?: number;
  /** Says `stale` for an expired nonce or a count out of order. */
  saysStale?: boolean;
  /** Counts must rise, as some servers require. Otherwise a count must not be used twice. */
  strictOrder?: boolean;
  /** All challenges have the same nonce until it expires. */
  oneNonce?: boolean;
  /** Makes the header from the digest challenge, to add other schemes. */
  offer?: (digest: string) => string | string[];
}

/** A strict server of RFC 7616, written independently of the client. */
export class DigestGate {
  challenges = 0;
  readonly failures: string[] = [];
  /** `nonce:nc` of every accepted request. */
  readonly admitted: string[] = [];
  readonly headers: string[] = [];
  private readonly nonces = new Map<string, { counts: Set<number>; highest: number; uses: number }>();
  private latest: string | undefined;
  readonly opaque = randomBytes(6).toString("hex");
  readonly realm = "MMS Public API";

  constructor(readonly options: DigestOptions) {}

  /** The refusal of a request; undefined when it is accepted. */
  check({ method, target, headers }: Seen): Answer | undefined {
    const { authorization } = headers;
    if (authorization === undefined) {
      this.challenges++;
      return this.challenge(false);
    }
    this.headers.push(authorization);
    const problem = this.problemWith(method, target, authorization);
    if (problem === undefined) return undefined;
    this.failures.push(problem);
    return this.challenge(problem.startsWith("nonce ") && (this.options.saysStale ?? true));
  }

  /** Expires every nonce. */
  forget(): void {
    this.nonces.clear();
    this.latest = undefined;
  }

  private challenge(stale: boolean): Answer {
    const { oneNonce, algorithm = "MD5", offer = (digest: string) => digest } = this.options;
    if (!oneNonce || !this.latest) this.latest = randomBytes(24).toString("base64");
    if (!this.nonces.has(this.latest)) {
      this.nonces.set(this.latest, { counts: new Set(), highest: 0, uses: 0 });
    }
    const digest = `Digest realm="${this.realm}", domain="", nonce="${this.latest}", algorithm=${algorithm}, qop="auth", opaque="${this.opaque}", stale=${stale}`;
    return {
      status: 401,
      headers: { "Content-Type": "application/json", "WWW-Authenticate": offer(digest) },
      body: JSON.stringify({
        error: 401,
        reason: "Unauthorized",
        detail: "You are not authorized for this resource.",
        errorCode: "UNEXPECTED_ERROR",
      }),
    };
  }

  private problemWith(method: string, target: string, authorization: string): string | undefined {
    const { publicKey, privateKey, algorithm = "MD5", usesPerNonce, strictOrder } = this.options;
    if (!/^Digest /i.test(authorization)) return "scheme";
    const given = new Map<string, string>();
    for (const [, name, quoted, plain] of authorization
      .slice(7)
      .matchAll(/(\w+)=(?:"((?:[^"\\]|\\.)*)"|([^",\s]+))(?:,\s*|$)/g)) {
      if (name) given.set(name, quoted ?? plain ?? "");
    }
    const { username, realm, nonce, uri, response, nc, cnonce, qop, opaque } = Object.fromEntries(given);
    if (username !== publicKey || realm !== this.realm || opaque !== this.opaque)
      return "username, realm or opaque";
    if (uri !== target) return `uri ${uri} is not ${target}`;
    if (qop !== "auth" || !cnonce || given.get("algorithm") !== algorithm) return "qop, cnonce or algorithm";
    if (!nc || !/^[0-9a-f]{8}$/.test(nc)) return `nc ${nc}`;
    const hash = (text: string) =>
      createHash(algorithm.startsWith("SHA-256") ? "sha256" : "md5")
        .update(text)
        .digest("hex");
    const secret = hash(`${publicKey}:${realm}:${privateKey}`);
    const ha1 = algorithm.endsWith("-sess") ? hash(`${secret}:${nonce}:${cnonce}`) : secret;
    const expected = hash(`${ha1}:${nonce}:${nc}:${cnonce}:${qop}:${hash(`${method}:${target}`)}`);
    if (response !== expected) return "response";
    const known = this.nonces.get(nonce ?? "");
    if (!known) return "nonce unknown";
    const count = Number.parseInt(nc, 16);
    if (known.counts.has(count)) return `replay of ${nc}`;
    if (strictOrder && count <= known.highest) return `nonce out of order: ${nc} after ${known.highest}`;
    if (usesPerNonce !== undefined && known.uses >= usesPerNonce) {
      this.nonces.delete(nonce ?? "");
      if (this.latest === nonce) this.latest = undefined;
      return "nonce has run out";
    }
    known.counts.add(count);
    known.uses++;
    known.highest = Math.max(known.highest, count);
    this.admitted.push(`${nonce}:${nc}`);
    return undefined;
  }
}
