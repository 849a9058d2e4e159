import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import axios, { AxiosError } from "axios";
import { isLoopback } from "./baseUrl";
import { NetworkError } from "./errors/networkError";
import type { Exchange, HttpRequest, HttpResponse } from "./http";
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

/**
 * HTTP over axios with keep-alive. Proxies (HTTPS_PROXY, NO_PROXY) are axios' business and NODE_EXTRA_CA_CERTS is
 * Node's. Redirects are not followed: credentials go to the configured host and nowhere else.
 *
 * @throws NetworkError when no whole answer came. Any status is an answer.
 */
export function createTransport(options: TransportOptions = {}): Exchange {
  const { timeoutMs = 60_000, maxResponseBytes = 64 * MiB, maxRequestBytes = 16 * MiB } = options;
  const http = axios.create({
    adapter: "http",
    // An idle socket must not keep the provider's process alive, and Node's agents see to that.
    httpAgent: new HttpAgent({ keepAlive: true }),
    httpsAgent: new HttpsAgent({ keepAlive: true }),
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
  limits: Required<TransportOptions>,
): NetworkError {
  if (!(error instanceof AxiosError)) return new NetworkError(request, "UNKNOWN", "the request failed");
  if (error.code === AxiosError.ERR_CANCELED) {
    return new NetworkError(request, "ETIMEDOUT", `no answer within ${limits.timeoutMs / 1000} s`);
  }
  if (error.message.includes("maxContentLength")) {
    return new NetworkError(
      request,
      "ERR_TOO_LARGE",
      `the answer is larger than ${limits.maxResponseBytes} bytes`,
    );
  }
  if (error.code === AxiosError.ERR_BAD_REQUEST || error.message.includes("maxBodyLength")) {
    return new NetworkError(
      request,
      "ERR_TOO_LARGE",
      `the request is larger than ${limits.maxRequestBytes} bytes`,
    );
  }
  return new NetworkError(
    request,
    error.code ?? "UNKNOWN",
    error.message || "the connection failed",
    error.cause,
  );
}
