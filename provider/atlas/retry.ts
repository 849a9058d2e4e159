import { requests } from "../messages/requests";
import type { Clock } from "../shared/clock";
import type { Policy } from "./client";
import { AtlasError } from "./errors/atlasError";
import { isPageWithSuccessStatus, isSafeToRetry } from "./errors/classify";
import { NetworkError } from "./errors/networkError";
import { AtlasApiError, UnexpectedResponseError } from "./errors/responseErrors";

/** The limits of one request's attempts. */
export interface RetryLimits {
  /** Maximum attempts, the first one included. */
  maxAttempts: number;
  /**
   * Maximum time for attempts and the waits between them, in milliseconds. Waits for the rate limit and for Retry-After
   * are not counted, but a Retry-After above this limit ends the attempts.
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

/**
 * Sends a request again after failures that `isSafeToRetry` allows.
 *
 * @throws the last error. Its message names the number of attempts and the time.
 */
export function retrying({ clock, log, maxAttempts, maxTimeMs }: RetryOptions): Policy {
  return (send) => async (request) => {
    const start = clock.now();
    let countedMs = 0;
    for (let attempt = 1; ; attempt++) {
      let attemptStart = clock.now();
      const onDequeue = () => {
        attemptStart = clock.now();
      };
      try {
        return await send({ ...request, attempt, onDequeue });
      } catch (error) {
        if (!(error instanceof AtlasError)) throw error;
        const now = clock.now();
        const retryAfterMs = retryAfterOf(error) ?? 0;
        const backoffMs = backoff(attempt);
        countedMs += now - attemptStart + backoffMs;
        const isTimeOver = countedMs > maxTimeMs || retryAfterMs > maxTimeMs;
        const isLast = isTimeOver || attempt >= maxAttemptsFor(error, maxAttempts);
        if (isLast || !isSafeToRetry(request, error)) throw error.afterAttempts(attempt, now - start);
        // Jitter on top of Retry-After: every waiting request gets the same Retry-After.
        const waitMs = Math.ceil(retryAfterMs + backoffMs);
        if (waitMs >= longWaitMs) {
          const { pathname } = new URL(error.url);
          const seconds = Math.round(waitMs / 1000);
          const reason = reasonOf(error);
          log(requests.retrying.text.line(reason, error.method, pathname, seconds, attempt, maxAttempts));
        }
        await clock.sleep(waitMs);
      }
    }
  };
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

function retryAfterOf(error: AtlasError): number | undefined {
  if (error instanceof AtlasApiError || error instanceof UnexpectedResponseError) return error.retryAfterMs;
  return undefined;
}

/** A short reason, without Atlas' `detail`. */
function reasonOf(error: AtlasError): string {
  const { refused, notAtlas, noAnswer } = requests.retrying.text;
  if (error instanceof AtlasApiError)
    return refused([error.status, error.errorCode].filter(Boolean).join(" "));
  if (error instanceof UnexpectedResponseError) return notAtlas(error.status);
  return noAnswer(error instanceof NetworkError ? error.code : error.name);
}
