import { settingsMessages } from "../../messages/settings";

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

export function isLoopback(url: string): boolean {
  return loopback.test(new URL(url).hostname);
}

/**
 * Checks a base URL and removes trailing slashes, so that paths can be appended.
 *
 * @returns the URL, or the rule that it breaks. Never the value: it may hold credentials.
 */
export function checkBaseUrl(text: string): { url: string } | { problem: string } {
  const problems = settingsMessages.baseUrl.text;
  if (!URL.canParse(text)) return { problem: problems.noUrl };
  const url = new URL(text);
  if (url.username || url.password) return { problem: problems.credentials };
  if (url.search || url.hash) return { problem: problems.query };
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(text)))
    return { problem: problems.http };
  return { url: `${url.origin}${url.pathname}`.replace(/\/+$/, "") };
}
