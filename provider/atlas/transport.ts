import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import axios, { AxiosError } from "axios";
import { network } from "../messages/network";
import { oneLine } from "../shared/text";
import { NetworkError, ProxyRefusalError } from "./errors/networkError";
import type { Exchange, HttpRequest, HttpResponse } from "./http";
import { nameOf, type ProxyUrl, proxyFor, statusOfRefusal, tunnelAgent } from "./proxy";
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

const maxMessageLength = 500;

const agentOptions = {
  keepAlive: true,
  // Milliseconds per address of a host with several. Node's default of 250 is too short for distant hosts.
  autoSelectFamilyAttemptTimeout: 1000,
};

/**
 * HTTP over axios with keep-alive. Redirects are not followed, so that credentials go to the configured host only.
 * Node handles NODE_EXTRA_CA_CERTS, `proxy.ts` the proxy.
 *
 * @throws NetworkError when there is no complete response. Any status is a response.
 */
export function createTransport(options: TransportOptions = {}): Exchange {
  const limits = { ...transportDefaults, ...options };
  const http = axios.create({
    adapter: "http",
    httpAgent: new HttpAgent(agentOptions),
    // The https-proxy-agent 5 of axios 1.21 never settles when the proxy closes the connection.
    proxy: false,
    maxRedirects: 0,
    maxContentLength: limits.maxResponseBytes,
    maxBodyLength: limits.maxRequestBytes,
    responseType: "text",
    transformRequest: (body) => body,
    transformResponse: (body) => body,
    validateStatus: () => true,
    headers: { common: { "User-Agent": `pulumi-atlas-streams/${version}` } },
  });
  const httpsAgentFor = httpsAgents(limits.timeoutMs);

  return async (request) => {
    const proxy = proxyFor(request.url);
    if (proxy === "invalid")
      throw new NetworkError(request, "ERR_INVALID_URL", network.invalidProxy.text.notSent);
    const send = (signal: AbortSignal) =>
      http.request<string | undefined>({
        method: request.method,
        url: request.url,
        headers: { ...request.headers },
        data: request.body,
        httpsAgent: httpsAgentFor(proxy),
        signal,
      });
    const timeout = network.unreachable.text.timeout(limits.timeoutMs / 1000);
    const late = new NetworkError(request, "ETIMEDOUT", viaProxy(proxy, timeout));
    try {
      const { status, headers, data } = await withinTime(limits.timeoutMs, late, send);
      return { status, headers: headersOf(headers), body: data ?? "" };
    } catch (error) {
      throw asNetworkError(error, request, limits, proxy);
    }
  };
}

/** One agent for direct requests, and one for each proxy: an agent keeps its sockets and tunnels. */
function httpsAgents(timeoutMs: number): (proxy: ProxyUrl | undefined) => HttpsAgent {
  const agents = new Map<string, HttpsAgent>();
  return (proxy) => {
    const key = JSON.stringify(proxy ?? {});
    const agent =
      agents.get(key) ??
      // The time limit ends a CONNECT without an answer, which would keep Node running.
      (proxy ? tunnelAgent(proxy, { ...agentOptions, timeout: timeoutMs }) : new HttpsAgent(agentOptions));
    agents.set(key, agent);
    return agent;
  };
}

/**
 * Settles in time, whatever `work` does. The timer keeps Node running, unlike that of `AbortSignal.timeout`: a program
 * whose promise stays pending ends with code 0, and Pulumi then deletes what it has not declared.
 *
 * @throws `late` when the time is over.
 */
async function withinTime<T>(
  timeoutMs: number,
  late: Error,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(late);
      controller.abort();
    }, timeoutMs);
  });
  try {
    return await Promise.race([work(controller.signal), timeout]);
  } finally {
    clearTimeout(timer);
  }
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
  { maxResponseBytes, maxRequestBytes }: Required<TransportOptions>,
  proxy: ProxyUrl | undefined,
): NetworkError {
  if (error instanceof NetworkError) return error;
  // Other errors are not copied: their messages may hold anything.
  if (!(error instanceof AxiosError))
    return new NetworkError(request, codeOf(error), network.broken.text.failed);
  const { code = "UNKNOWN", message } = error;
  if (message.includes("maxContentLength")) {
    return new NetworkError(request, "ERR_TOO_LARGE", network.tooLarge.text.answer(maxResponseBytes));
  }
  if (message.includes("maxBodyLength")) {
    return new NetworkError(request, "ERR_REQUEST_TOO_LARGE", network.tooLarge.text.request(maxRequestBytes));
  }
  const proxyStatus = statusOfRefusal(message);
  if (proxy && proxyStatus) return new ProxyRefusalError(request, nameOf(proxy), proxyStatus);
  if (message === "stream has been aborted") {
    return new NetworkError(request, "ECONNRESET", viaProxy(proxy, network.broken.text.midAnswer));
  }
  const problem = oneLine(message, maxMessageLength) || network.broken.text.failed;
  return new NetworkError(request, code, viaProxy(proxy, problem), safeCause(error.cause));
}

function viaProxy(proxy: ProxyUrl | undefined, problem: string): string {
  return proxy ? network.viaProxy.text(problem, nameOf(proxy)) : problem;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "UNKNOWN";
}

/** Node's error, unless it comes from the HTTP parser: that one holds the bytes of the response. */
function safeCause(cause: unknown): unknown {
  return cause instanceof Error && "rawPacket" in cause ? undefined : cause;
}
