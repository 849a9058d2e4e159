/** Where Atlas' Admin API is, unless the configuration says otherwise. */
export const defaultBaseUrl = "https://cloud.mongodb.com";

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

export function isLoopback(url: string): boolean {
  return loopback.test(new URL(url).hostname);
}

/**
 * Checks and normalises a base URL: no trailing slash, so that paths can be appended.
 *
 * @returns the URL, or what is wrong with it (never the value: it may hold credentials).
 */
export function checkBaseUrl(text: string): { url: string } | { problem: string } {
  if (!URL.canParse(text)) return { problem: `must be a whole URL, for example ${defaultBaseUrl}` };
  const url = new URL(text);
  if (url.username || url.password)
    return { problem: "must not hold a user name or password; use the credentials' own settings" };
  if (url.search || url.hash) return { problem: "must not hold a query or a fragment" };
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(text))) {
    return {
      problem:
        "must start with https://, because credentials and secrets are sent to it; http:// is allowed for this machine only",
    };
  }
  return { url: `${url.origin}${url.pathname}`.replace(/\/+$/, "") };
}
