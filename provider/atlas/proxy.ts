import type { Agent, AgentOptions } from "node:https";
import { isIP } from "node:net";
import { HttpsProxyAgent } from "hpagent";
import { getProxyForUrl } from "proxy-from-env";
import { isLoopback } from "./settings/baseUrl";

/** A proxy, as the parts of its URL. */
export type ProxyUrl = Pick<URL, "protocol" | "hostname" | "port" | "username" | "password">;

/**
 * The proxy for an https URL, from HTTPS_PROXY or ALL_PROXY (lower case first) and NO_PROXY, as curl reads them. This
 * machine is never reached through a proxy, which would see the credentials of an http request.
 *
 * @returns undefined without a proxy, `"invalid"` when the value is not the URL of an HTTP or HTTPS proxy.
 */
export function proxyFor(url: string): ProxyUrl | "invalid" | undefined {
  if (isLoopback(url) || !needsProxy(new URL(url))) return undefined;
  const { https_proxy, HTTPS_PROXY, all_proxy, ALL_PROXY } = process.env;
  const text = (https_proxy || HTTPS_PROXY || all_proxy || ALL_PROXY || "").trim();
  if (!text) return undefined;
  const whole = text.includes("://") ? text : `http://${text}`;
  if (!URL.canParse(whole)) return "invalid";
  const { protocol, hostname, port, username, password } = new URL(whole);
  return protocol === "http:" || protocol === "https:"
    ? { protocol, hostname, port, username, password }
    : "invalid";
}

/** An entry of NO_PROXY also covers the subdomains of its host; proxy-from-env compares whole names only. */
function needsProxy({ protocol, hostname, port }: URL): boolean {
  const labels = hostname.split(".");
  const domains = isIP(hostname) ? [hostname] : labels.map((_, index) => labels.slice(index).join("."));
  return domains.every((domain) => getProxyForUrl(`${protocol}//${domain}:${port}`));
}

/** The proxy's URL without its credentials, for messages. */
export function nameOf({ protocol, hostname, port }: ProxyUrl): string {
  return `${protocol}//${hostname}${port && `:${port}`}`;
}

/** Opens a tunnel through the proxy with CONNECT, and keeps it for other requests. */
export function tunnelAgent(
  { protocol, hostname, port, ...credentials }: ProxyUrl,
  options: AgentOptions,
): Agent {
  const proxy = {
    protocol,
    // Node's resolver takes IPv6 addresses without brackets.
    hostname: hostname.replace(/^\[|\]$/g, ""),
    port,
    username: decodable(credentials.username),
    password: decodable(credentials.password),
  };
  return new HttpsProxyAgent({ ...options, proxy: proxy as URL });
}

/** The proxy's status, from the message of hpagent's error for a CONNECT that is not answered with 200. */
export function statusOfRefusal(message: string): number | undefined {
  const [, status] = /^Bad response: (\d+)$/.exec(message) ?? [];
  return status === undefined ? undefined : Number(status);
}

/** hpagent decodes the credentials, and throws for a `%` that begins no code. Such a `%` stands for itself. */
function decodable(text: string): string {
  const decoded = text.replace(/(%[\da-f]{2})+/gi, (codes) => {
    try {
      return decodeURIComponent(codes);
    } catch {
      return codes;
    }
  });
  return encodeURIComponent(decoded);
}
