import { isObject } from "../shared/json";

/*
 * Canonical forms of values that a server may write in another way without changing their meaning. Each returns a value
 * of another kind as it is.
 */

/** Without a trailing slash and the default port, with scheme and host in lower case. */
export function canonicalUrl(value: unknown): unknown {
  if (typeof value !== "string" || !URL.canParse(value)) return value;
  // `URL` drops the default port and lowers scheme and host.
  return new URL(value).href.replace(/\/(?=$|[?#])/, "");
}

/** A list of URLs in any order. */
export function canonicalUrls(value: unknown): unknown {
  return Array.isArray(value) ? value.map(canonicalUrl).sort() : value;
}

/** Brokers in lower case and any order, each once, without spaces. */
export function canonicalBrokers(value: unknown): unknown {
  if (typeof value !== "string") return value;
  const brokers = value.toLowerCase().split(",");
  return [...new Set(brokers.map((broker) => broker.trim()).filter(Boolean))].sort();
}

/** Without white space, which does not count in PEM. */
export function canonicalPem(value: unknown): unknown {
  return typeof value === "string" ? value.replace(/\s+/g, "") : value;
}

/** Without white space at the end. */
export function withoutTrailingSpace(value: unknown): unknown {
  return typeof value === "string" ? value.trimEnd() : value;
}

/** Header names in lower case. */
export function canonicalHeaders(value: unknown): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name.toLowerCase(), text]));
}
