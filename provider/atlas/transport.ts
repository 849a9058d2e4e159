import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import axios, { AxiosError } from "axios";
import { NetworkError } from "./errors/networkError";
import type { Exchange, HttpRequest, HttpResponse } from "./http";
import { isLoopback } from "./settings/baseUrl";
import { version } from "./version";

export interface TransportOptions {
  /** Milliseconds from sending to the last byte of the answer. Default 60,000. */
  timeoutMs?: number;
  /** The longest answer, in bytes. Default 64 MiB: a full page of 500 connections, each with large certificates. */
  maxResponseBytes?: number;
  /** The longest request body, in bytes. Default 16 MiB. */
  maxRequestBytes?: number;
}

const MiB = 1024 * 1024;

const agentOptions = {
  // Node's agents see to it that an idle socket does not keep the provider's process alive.
  keepAlive: true,
  // Of a host with several addresses, Node gives each a quarter of a second: too little from the other side of the world.
  autoSelectFamilyAttemptTimeout: 1000,
};

/**
 * HTTP over axios with keep-alive. Redirects are not followed: credentials go to the configured host and nowhere else.
 *
 * Proxies (HTTPS_PROXY, NO_PROXY) are axios' business and NODE_EXTRA_CA_CERTS is Node's. Of axios 1.21 one should know
 * that each request opens a tunnel of its own through a proxy, and that the proxy gets user name and password as they
 * stand in the URL, percent signs included.
 *
 * @throws NetworkError when no whole answer came. Any status is an answer.
 */
export function createTransport(options: TransportOptions = {}): Exchange {
  const { timeoutMs = 60_000, maxResponseBytes = 64 * MiB, maxRequestBytes = 16 * MiB } = options;
  const http = axios.create({
    adapter: "http",
    httpAgent: new HttpAgent(agentOptions),
    httpsAgent: new HttpsAgent(agentOptions),
    maxRedirects: 0,
    maxContentLength: maxResponseBytes,
    maxBodyLength: maxRequestBytes,
    responseType: "text",
    transformRequest: (body) => body,
    transformResponse: (body) => body,
    validateStatus: () => true,
    headers: { common: { "User-Agent": `pulumi-atlas-streams/${version}` } },
  });

  return async (request) => {
    try {
      const { status, headers, data } = await http.request<string | undefined>({
        method: request.method,
        url: request.url,
        headers: { ...request.headers },
        data: request.body,
        signal: AbortSignal.timeout(timeoutMs),
        // A proxy has no way to this machine, and a plain-text one would see the credentials.
        ...(isLoopback(request.url) ? { proxy: false } : {}),
      });
      return { status, headers: headersOf(headers), body: data ?? "" };
    } catch (error) {
      throw asNetworkError(error, request, { timeoutMs, maxResponseBytes, maxRequestBytes });
    }
  };
}

function headersOf(headers: object): HttpResponse["headers"] {
  const entries = Object.entries(headers).map(([name, value]) => [
    name.toLowerCase(),
    Array.isArray(value) ? value.join(", ") : String(value),
  ]);
  return Object.fromEntries(entries) as HttpResponse["headers"];
}

/** Takes the little that is safe out of an axios error, which holds the whole request. */
function asNetworkError(
  error: unknown,
  request: HttpRequest,
  { timeoutMs, maxResponseBytes, maxRequestBytes }: Required<TransportOptions>,
): NetworkError {
  // Such as the URL error of a broken HTTPS_PROXY, whose fields hold the proxy's password.
  if (!(error instanceof AxiosError))
    return new NetworkError(request, codeOf(error), "nothing could be sent");
  const { code = "UNKNOWN", message } = error;
  if (code === AxiosError.ERR_CANCELED) {
    return new NetworkError(request, "ETIMEDOUT", `no whole answer within ${timeoutMs / 1000} s`);
  }
  if (message.includes("maxContentLength")) {
    return new NetworkError(request, "ERR_TOO_LARGE", `the answer is larger than ${maxResponseBytes} bytes`);
  }
  if (message.includes("maxBodyLength")) {
    return new NetworkError(
      request,
      "ERR_REQUEST_TOO_LARGE",
      `the request is larger than ${maxRequestBytes} bytes`,
    );
  }
  if (message === "stream has been aborted") {
    return new NetworkError(request, "ECONNRESET", "the connection ended in the middle of the answer");
  }
  return new NetworkError(request, code, message || "the connection failed", safeCause(error.cause));
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "UNKNOWN";
}

/** Node's own error. That of its HTTP parser is left out, because it holds the bytes that came. */
function safeCause(cause: unknown): unknown {
  return cause instanceof Error && "rawPacket" in cause ? undefined : cause;
}
