import { requests } from "../messages/requests";
import type { Clock } from "../shared/clock";
import type { Policy } from "./client";
import { AtlasError } from "./errors/atlasError";
import { isOutage, isPageWithSuccessStatus, isSafeToRetry } from "./errors/classify";
import { NetworkError } from "./errors/networkError";
import { OutageError } from "./errors/outageError";
import { AtlasApiError, isResponseError, UnexpectedResponseError } from "./errors/responseErrors";
import { Outages, slowAttemptMs } from "./outages";

/** The limits of one request's attempts. */
export interface RetryLimits {
  /** Maximum attempts, the first one included. `Infinity` for no limit. */
  maxAttempts: number;
  /**
   * Maximum time for attempts and the waits between them, in milliseconds. Waits for the rate limit are not counted. Waits
   * that Atlas asks for are not counted, but a single one may not exceed this limit, and all of them not
   * `requestedWaitFactor` times this limit.
   */
  maxTimeMs: number;
}

export interface RetryOptions extends RetryLimits {
  clock: Clock;
  /** Prints a line for the user when a wait is long. */
  log(line: string): void;
}

/** The wait between attempts has an upper bound that doubles from the first to the maximum, in milliseconds. */
export const firstBackoffMs = 1_000;
export const maxBackoffMs = 30_000;

/** Waits from this length on are logged, in milliseconds. */
export const longWaitMs = 10_000;

/** Maximum attempts when the settings are probably wrong: an unknown host, or a page instead of JSON. */
export const maxAttemptsWithWrongSettings = 3;

/** All waits of a request that Atlas asks for may take this many times its maximum time. */
export const requestedWaitFactor = 4;

/**
 * Sends a request again after failures that `isSafeToRetry` allows. During an outage of the workspace, one request makes
 * the attempts; the others make a single attempt, or none when they have waited for a slow one.
 *
 * @throws the last error, whose message names the number of attempts and the time; OutageError when nothing was sent.
 */
export function retrying({ clock, log, maxAttempts, maxTimeMs }: RetryOptions): Policy {
  const outages = new Outages(maxTimeMs);
  return (send) => {
    const requestedAt = clock.now();
    return async (request) => {
      const start = clock.now();
      const shared = outages.find(request.url, start);
      if (shared && shared.attemptMs >= slowAttemptMs && shared.failedAt > requestedAt)
        throw new OutageError(request, shared.error);
      let countedMs = 0;
      let requestedMs = 0;
      for (let attempt = 1; ; attempt++) {
        let attemptStart = clock.now();
        const onDequeue = () => {
          attemptStart = clock.now();
        };
        try {
          const response = await send({ ...request, attempt, onDequeue });
          outages.end(request.url);
          return response;
        } catch (error) {
          if (!(error instanceof AtlasError)) throw error;
          const now = clock.now();
          countedMs += now - attemptStart;
          const retryAfterMs = (isResponseError(error) && error.retryAfterMs) || 0;
          requestedMs += retryAfterMs;
          const isTimeOver =
            countedMs >= maxTimeMs ||
            retryAfterMs > maxTimeMs ||
            requestedMs > maxTimeMs * requestedWaitFactor;
          const isExhausted = isTimeOver || attempt >= maxAttemptsFor(error, maxAttempts);
          const isShared = isOutage(error) && outages.find(request.url, now) !== undefined;
          if (!isOutage(error)) outages.end(request.url);
          if (isExhausted || isShared || !isSafeToRetry(request, error)) {
            error.afterAttempts(attempt, now - start, isShared && !isExhausted);
            if (isOutage(error) && (isExhausted || isShared))
              outages.add(request.url, { failedAt: now, attemptMs: now - attemptStart, error });
            throw error;
          }
          // The last wait ends with the maximum time, so that an outage that is a little shorter is survived.
          const backoffMs = Math.min(backoff(attempt), maxTimeMs - countedMs);
          countedMs += backoffMs;
          // Jitter on top of Retry-After: every waiting request gets the same Retry-After.
          const waitMs = Math.ceil(retryAfterMs + backoffMs);
          if (waitMs >= longWaitMs) log(lineOf(error, waitMs, attempt, maxAttempts));
          await clock.sleep(waitMs);
        }
      }
    };
  };
}

function lineOf(error: AtlasError, waitMs: number, attempt: number, maxAttempts: number): string {
  const { pathname } = new URL(error.url);
  const seconds = Math.round(waitMs / 1000);
  const attempts = Number.isFinite(maxAttempts) ? `${attempt} of ${maxAttempts}` : String(attempt);
  return requests.retrying.text.line(reasonOf(error), error.method, pathname, seconds, attempts);
}

/**
 * Exponential backoff with full jitter, so that requests that failed together are not sent together again.
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
function backoff(attempt: number): number {
  return Math.random() * Math.min(maxBackoffMs, firstBackoffMs * 2 ** (attempt - 1));
}

function maxAttemptsFor(error: AtlasError, maxAttempts: number): number {
  const isUnknownHost = error instanceof NetworkError && error.code === "ENOTFOUND";
  const areSettingsWrong = isUnknownHost || isPageWithSuccessStatus(error);
  return areSettingsWrong ? Math.min(maxAttempts, maxAttemptsWithWrongSettings) : maxAttempts;
}

/** A short reason, without Atlas' `detail`. */
function reasonOf(error: AtlasError): string {
  const { refused, notAtlas, noAnswer } = requests.retrying.text;
  if (error instanceof AtlasApiError)
    return refused([error.status, error.errorCode].filter(Boolean).join(" "));
  if (error instanceof UnexpectedResponseError) return notAtlas(error.status);
  return noAnswer(error instanceof NetworkError ? error.code : error.name);
}
