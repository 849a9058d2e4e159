import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import axios, { AxiosError } from "axios";
import { network } from "../messages/network";
import { NetworkError } from "./errors/networkError";
import type { Exchange, HttpRequest, HttpResponse } from "./http";
import { isLoopback } from "./settings/baseUrl";
import { version } from "./version";

export interface TransportOptions {
  /** Maximum time until the last byte of the response, in milliseconds. */
  timeoutMs?: number;
  /** Maximum size of a response, in bytes. */
  maxResponseBytes?: number;
  /** Maximum size of a request body, in bytes. */
  maxRequestBytes?: number;
}

const MiB = 1024 * 1024;

export const transportDefaults: Required<TransportOptions> = {
  timeoutMs: 60_000,
  // A page of 500 connections with large certificates.
  maxResponseBytes: 64 * MiB,
  maxRequestBytes: 16 * MiB,
};

const agentOptions = {
  keepAlive: true,
  // Milliseconds per address of a host with several. Node's default of 250 is too short for distant hosts.
  autoSelectFamilyAttemptTimeout: 1000,
};

/**
 * HTTP over axios with keep-alive. Redirects are not followed, so that credentials go to the configured host only.
 *
 * axios handles HTTPS_PROXY and NO_PROXY, Node handles NODE_EXTRA_CA_CERTS. axios 1.21 opens one tunnel per request, and
 * sends the proxy's user name and password without decoding them.
 *
 * @throws NetworkError when there is no complete response. Any status is a response.
 */
export function createTransport(options: TransportOptions = {}): Exchange {
  const { timeoutMs, maxResponseBytes, maxRequestBytes } = { ...transportDefaults, ...options };
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
        // A proxy cannot reach this machine, and would see the credentials of an http:// request.
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

/** Copies the safe parts of an axios error, which holds the whole request. */
function asNetworkError(
  error: unknown,
  request: HttpRequest,
  { timeoutMs, maxResponseBytes, maxRequestBytes }: Required<TransportOptions>,
): NetworkError {
  // Other errors are not copied: the URL error of an invalid HTTPS_PROXY holds the proxy's password.
  if (!(error instanceof AxiosError))
    return new NetworkError(request, codeOf(error), network.invalidProxy.text.notSent);
  const { code = "UNKNOWN", message } = error;
  if (code === AxiosError.ERR_CANCELED) {
    return new NetworkError(request, "ETIMEDOUT", network.unreachable.text.timeout(timeoutMs / 1000));
  }
  if (message.includes("maxContentLength")) {
    return new NetworkError(request, "ERR_TOO_LARGE", network.tooLarge.text.answer(maxResponseBytes));
  }
  if (message.includes("maxBodyLength")) {
    return new NetworkError(request, "ERR_REQUEST_TOO_LARGE", network.tooLarge.text.request(maxRequestBytes));
  }
  if (message === "stream has been aborted") {
    return new NetworkError(request, "ECONNRESET", network.broken.text.midAnswer);
  }
  return new NetworkError(request, code, message || network.broken.text.failed, safeCause(error.cause));
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "UNKNOWN";
}

/** Node's error, unless it comes from the HTTP parser: that one holds the bytes of the response. */
function safeCause(cause: unknown): unknown {
  return cause instanceof Error && "rawPacket" in cause ? undefined : cause;
}
