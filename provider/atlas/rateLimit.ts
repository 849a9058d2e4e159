import { z } from "zod";
import { requests } from "../messages/requests";
import type { Clock } from "../shared/clock";
import { parseJson } from "../shared/json";
import { type Exchange, type HttpResponse, retryAfterMs } from "./http";

/** Atlas' documented limits. They apply until a 429 names others. */
export const assumedLimit = { capacity: 1_200, refill: 500, periodMs: 60_000 };
/** Maximum concurrent requests before the first response: the bucket may be empty. */
const maxBeforeFirstResponse = 8;
/** Each success gives this much of the share back. */
const shareIncrease = 0.02;
const minShare = 1 / 32;
/** Retry-After is in whole seconds, rounded down. */
const roundingMs = 1_000;
/** Maximum wait of a request, in milliseconds. Then it is sent: Atlas' figures may be wrong. */
export const maxQueueMs = 5 * 60_000;
/** Waits from this length on are logged, in milliseconds. */
export const longQueueMs = 10_000;
/** Minimum time between two lines, in milliseconds. */
const logEveryMs = 30_000;

/** `parameters` of a 429: path, seconds to wait, capacity of the bucket, tokens per refill, seconds per refill. */
const rateLimitError = z.object({
  parameters: z.tuple([z.string(), z.number(), z.number(), z.number().positive(), z.number().positive()]),
});

interface QueuedRequest {
  queuedAt: number;
  send(): void;
}

/**
 * Our copy of one of Atlas' token buckets, as responses describe it. Requests are sent in order: while there are tokens
 * at once, then at the rate of the refill.
 */
class TokenBucket {
  /** Undefined until a response has figures. A server without figures has no limit. */
  private tokens: number | undefined;
  private hasResponse = false;
  private tokensPerMs = 0;
  /**
   * Our part of the refill, because other programs may use the same bucket. A 429 halves it, a success increases it, like
   * TCP's congestion window.
   */
  private share = 1;
  private countedAt = 0;
  private closedUntil = 0;
  private inFlight = 0;
  private readonly queue: QueuedRequest[] = [];
  private hasTimer = false;
  private loggedAt = 0;

  constructor(
    private readonly clock: Clock,
    private readonly log: (line: string) => void,
  ) {}

  /** Resolves when the request may be sent. */
  acquire(): Promise<void> {
    return new Promise((send) => {
      this.queue.push({ queuedAt: this.clock.now(), send });
      this.sendNext();
    });
  }

  /** Must follow each `acquire`. @param response undefined when the request failed without one. */
  release(response?: HttpResponse): void {
    this.inFlight--;
    this.hasResponse = true;
    if (response) this.update(response);
    this.sendNext();
  }

  private update(response: HttpResponse): void {
    const limit = Number(response.headers["ratelimit-limit"]);
    const remaining = Number(response.headers["ratelimit-remaining"]);
    const now = this.clock.now();
    if (limit > 0 && remaining >= 0) {
      const { capacity, refill, periodMs } = assumedLimit;
      this.tokensPerMs ||= (limit * (refill / capacity)) / periodMs;
      // Atlas may not have counted the requests in flight yet. A short wait costs less than a 429.
      this.tokens = remaining - this.inFlight;
      this.countedAt = now;
    }
    if (response.status !== 429) {
      this.share = Math.min(1, this.share + shareIncrease);
      return;
    }
    // Concurrent 429s count as one sign that others use the bucket.
    if (this.closedUntil <= now) this.share = Math.max(minShare, this.share / 2);
    const { success, data } = rateLimitError.safeParse(parseJson(response.body));
    if (success) this.tokensPerMs = data.parameters[3] / (data.parameters[4] * 1_000);
    // All requests wait, because Atlas would refuse them too.
    const afterMs = retryAfterMs(response);
    if (afterMs !== undefined) this.closedUntil = Math.max(this.closedUntil, now + afterMs + roundingMs);
  }

  private sendNext(): void {
    for (;;) {
      const [next] = this.queue;
      if (!next || (!this.hasResponse && this.inFlight >= maxBeforeFirstResponse)) return;
      const waitMs = Math.min(this.waitMs(), next.queuedAt + maxQueueMs - this.clock.now());
      if (waitMs > 0) {
        this.logWait(next, waitMs);
        this.resumeIn(waitMs);
        return;
      }
      if (this.tokens !== undefined) this.tokens--;
      this.inFlight++;
      this.queue.shift();
      next.send();
    }
  }

  /** Minimum wait of the next request; 0 or less when it need not wait. */
  private waitMs(): number {
    const now = this.clock.now();
    if (this.closedUntil > now) return this.closedUntil - now;
    if (this.tokens === undefined) return 0;
    const pace = this.tokensPerMs * this.share;
    this.tokens += (now - this.countedAt) * pace;
    this.countedAt = now;
    return Math.ceil((1 - this.tokens) / pace);
  }

  private resumeIn(ms: number): void {
    if (this.hasTimer) return;
    this.hasTimer = true;
    void this.clock.sleep(Math.min(ms, logEveryMs)).then(() => {
      this.hasTimer = false;
      this.sendNext();
    });
  }

  private logWait({ queuedAt }: QueuedRequest, waitMs: number): void {
    const now = this.clock.now();
    if (now + waitMs - queuedAt < longQueueMs || now - this.loggedAt < logEveryMs) return;
    this.loggedAt = now;
    const perMinute = Math.round(this.tokensPerMs * 60_000);
    const seconds = Math.round(waitMs / 1000);
    const { knownPace, unknownPace } = requests.rateLimited.text;
    this.log(
      perMinute > 0
        ? knownPace(perMinute, this.queue.length, seconds)
        : unknownPace(this.queue.length, seconds),
    );
  }
}

/** The part of a URL that identifies a bucket: Atlas has one per project. */
const projectPath = /\/groups\/[^/]+/;

/**
 * Delays requests that Atlas would refuse because of its rate limit. A refused request also costs a token, and an
 * operation fails after some refusals. Requests of other programs show in the figures of the next response.
 *
 * @param log prints a line for the user when a wait is long.
 * @see https://www.mongodb.com/docs/atlas/api/rate-limits/
 */
export function rateLimited(exchange: Exchange, clock: Clock, log: (line: string) => void): Exchange {
  const buckets = new Map<string, TokenBucket>();
  return async (request) => {
    const key = projectPath.exec(request.url)?.[0] ?? "";
    const bucket = buckets.get(key) ?? new TokenBucket(clock, log);
    buckets.set(key, bucket);
    await bucket.acquire();
    request.onDequeue?.();
    let response: HttpResponse | undefined;
    try {
      response = await exchange(request);
      return response;
    } finally {
      bucket.release(response);
    }
  };
}
