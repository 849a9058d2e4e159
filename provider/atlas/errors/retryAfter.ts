import type { HttpResponse } from "../http";

/** Milliseconds to wait at least, from `Retry-After` in seconds or as a date; undefined when it says neither. */
export function retryAfterMs({ headers }: HttpResponse, now = Date.now()): number | undefined {
  const value = headers["retry-after"] ?? "";
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const date = /^[a-z]{3}, .* GMT$/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
