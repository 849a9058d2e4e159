import { ExponentialBackoff } from "cockatiel";
import type { Clock } from "../shared/clock";
import type { Policy } from "./client";
import { AtlasApiError } from "./errors/atlasApiError";
import { AtlasError } from "./errors/atlasError";
import { isStrangeSuccess } from "./errors/kinds";
import { NetworkError } from "./errors/networkError";
import { mayBeRepeated } from "./errors/outcome";
import { UnexpectedResponseError } from "./errors/unexpectedResponseError";

/** How long retry goes on with one request. */
export interface RetryLimits {
  /** How often a request is sent at most, the first time included. */
  maxAttempts: number;
  /**
   * Milliseconds that attempts and the waits between them may take together. What Atlas itself asks to wait is not
   * counted, unless it asks for more than this at once: a turn within its rate limit, and Retry-After.
   */
  maxTimeMs: number;
}

export interface RetryOptions extends RetryLimits {
  clock: Clock;
  /** Gets a line when a wait is long enough for somebody to wonder. */
  log(line: string): void;
}

/** Jittered, so that what Atlas refused together does not come back together. */
const backoff = new ExponentialBackoff({ initialDelay: 1_000, maxDelay: 30_000 });

/** From this on, in milliseconds, a wait is told. */
const tellFromMs = 10_000;

/** A host that cannot be found, or answers with pages, is mostly a mistake in the settings, and rarely a bad moment. */
const maxAttemptsElsewhere = 3;

/**
 * Repeats what may pass by itself and does no harm when it happens twice: see `mayBeRepeated`. In the end it throws
 * the last error, which then says how often and how long it was tried.
 */
export function retrying({ clock, log, maxAttempts, maxTimeMs }: RetryOptions): Policy {
  return (send) => async (request) => {
    const start = clock.now();
    let spentMs = 0;
    let wait = backoff.next();
    for (let attempt = 1; ; attempt++) {
      let begun = clock.now();
      const onTurn = () => {
        begun = clock.now();
      };
      try {
        return await send({ ...request, attempt, onTurn });
      } catch (error) {
        if (!(error instanceof AtlasError)) throw error;
        const now = clock.now();
        const retryAfterMs = retryAfterOf(error) ?? 0;
        // Retry-After is when Atlas has room again for one of all those who wait: never earlier, rather a bit later.
        const waitMs = Math.ceil(retryAfterMs + wait.duration);
        spentMs += now - begun + wait.duration;
        const isOver = spentMs > maxTimeMs || retryAfterMs > maxTimeMs;
        const isLast = isOver || attempt >= attemptsFor(error, maxAttempts);
        if (isLast || !mayBeRepeated(request, error)) throw error.afterAttempts(attempt, now - start);
        if (waitMs >= tellFromMs) {
          log(
            `${reason(error)} for ${error.method} ${new URL(error.url).pathname}; trying again in ${Math.round(waitMs / 1000)} s (attempt ${attempt} of ${maxAttempts})`,
          );
        }
        await clock.sleep(waitMs);
        wait = wait.next(undefined);
      }
    }
  };
}

function attemptsFor(error: AtlasError, maxAttempts: number): number {
  const isElsewhere =
    (error instanceof NetworkError && error.code === "ENOTFOUND") || isStrangeSuccess(error);
  return isElsewhere ? Math.min(maxAttempts, maxAttemptsElsewhere) : maxAttempts;
}

function retryAfterOf(error: AtlasError): number | undefined {
  if (error instanceof AtlasApiError || error instanceof UnexpectedResponseError) return error.retryAfterMs;
  return undefined;
}

/** In a few words, without what came from outside. */
function reason(error: AtlasError): string {
  if (error instanceof AtlasApiError)
    return `Atlas answers ${[error.status, error.errorCode].filter(Boolean).join(" ")}`;
  if (error instanceof UnexpectedResponseError) return `Something answers ${error.status} instead of Atlas`;
  return `No answer${error instanceof NetworkError ? ` (${error.code})` : ""}`;
}
