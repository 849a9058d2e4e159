import { z } from "zod";
import type { Clock } from "../shared/clock";
import { parseJson } from "./errors/json";
import { retryAfterMs } from "./errors/retryAfter";
import type { Exchange, HttpResponse } from "./http";

/** Before an answer has told more: Atlas gives 500 of 1,200 requests back each minute. */
const assumedRefill = { share: 500 / 1_200, periodMs: 60_000 };
/** So many requests go out together until the first of them ends: the bucket may be empty. */
const maxUninformed = 8;
/** See `share`. */
const shareRegained = 0.02;
const smallestShare = 1 / 32;
/** Retry-After is in whole seconds, rounded down. */
const roundingMs = 1_000;
/** Whoever has waited this long, in milliseconds, is sent: what Atlas had told may be wrong. */
const longestWaitMs = 5 * 60_000;
/** From this on, in milliseconds, a wait is told, and then every so often. */
const tellFromMs = 10_000;
const tellEveryMs = 30_000;

/** `parameters` of a 429: path, seconds to wait, capacity of the bucket, and what comes back in how many seconds. */
const refusal = z.object({
  parameters: z.tuple([z.string(), z.number(), z.number(), z.number().positive(), z.number().positive()]),
});

interface Waiting {
  since: number;
  go(): void;
}

/**
 * One of Atlas' token buckets, as its answers show it. Requests go in the order in which they come, as long as there
 * are tokens; then as fast as tokens come back.
 */
class Bucket {
  /** Undefined until an answer tells; a server without figures has no limit. */
  private tokens: number | undefined;
  private isInformed = false;
  private tokensPerMs = 0;
  /**
   * What we believe to be our part of what comes back: a refusal halves it, each success gives a little of it back, as TCP
   * does with its window.
   */
  private share = 1;
  private countedAt = 0;
  private closedUntil = 0;
  private inFlight = 0;
  private readonly waiting: Waiting[] = [];
  private isTimed = false;
  private toldAt = 0;

  constructor(
    private readonly clock: Clock,
    private readonly log: (line: string) => void,
  ) {}

  /** Resolves when it is this request's turn. */
  admit(): Promise<void> {
    return new Promise((go) => {
      this.waiting.push({ since: this.clock.now(), go });
      this.advance();
    });
  }

  /** Every admitted request ends here; without a response when none came. */
  ended(response?: HttpResponse): void {
    this.inFlight--;
    // A failure, too: who gets no answer learns nothing by going slowly.
    this.isInformed = true;
    if (response) this.learn(response);
    this.advance();
  }

  private learn(response: HttpResponse): void {
    const limit = Number(response.headers["ratelimit-limit"]);
    const remaining = Number(response.headers["ratelimit-remaining"]);
    const now = this.clock.now();
    if (limit > 0 && remaining >= 0) {
      this.tokensPerMs ||= (limit * assumedRefill.share) / assumedRefill.periodMs;
      // Those in flight may be counted already or not. Rather wait a little than be refused.
      this.tokens = remaining - this.inFlight;
      this.countedAt = now;
    }
    if (response.status !== 429) {
      this.share = Math.min(1, this.share + shareRegained);
      return;
    }
    // Refusals that come together are one sign that others draw from the same bucket.
    if (this.closedUntil <= now) this.share = Math.max(smallestShare, this.share / 2);
    const { success, data } = refusal.safeParse(parseJson(response.body));
    if (success) this.tokensPerMs = data.parameters[3] / (data.parameters[4] * 1_000);
    // Whoever is refused tells all others, who would be refused as well.
    const afterMs = retryAfterMs(response);
    if (afterMs !== undefined) this.closedUntil = Math.max(this.closedUntil, now + afterMs + roundingMs);
  }

  private advance(): void {
    for (;;) {
      const [next] = this.waiting;
      if (!next || (!this.isInformed && this.inFlight >= maxUninformed)) return;
      const waitMs = Math.min(this.waitMs(), next.since + longestWaitMs - this.clock.now());
      if (waitMs > 0) {
        this.tell(next, waitMs);
        this.comeBackIn(waitMs);
        return;
      }
      if (this.tokens !== undefined) this.tokens--;
      this.inFlight++;
      this.waiting.shift();
      next.go();
    }
  }

  /** How long the next request must wait at least; 0 or less when it need not. */
  private waitMs(): number {
    const now = this.clock.now();
    if (this.closedUntil > now) return this.closedUntil - now;
    if (this.tokens === undefined) return 0;
    const pace = this.tokensPerMs * this.share;
    this.tokens += (now - this.countedAt) * pace;
    this.countedAt = now;
    return Math.ceil((1 - this.tokens) / pace);
  }

  private comeBackIn(ms: number): void {
    if (this.isTimed) return;
    this.isTimed = true;
    void this.clock.sleep(Math.min(ms, tellEveryMs)).then(() => {
      this.isTimed = false;
      this.advance();
    });
  }

  private tell({ since }: Waiting, waitMs: number): void {
    const now = this.clock.now();
    if (now + waitMs - since < tellFromMs || now - this.toldAt < tellEveryMs) return;
    this.toldAt = now;
    const perMinute = Math.round(this.tokensPerMs * 60_000);
    const refill = perMinute > 0 ? `, and ${perMinute} requests a minute come back` : "";
    this.log(
      `Atlas' rate limit is used up${refill}; ${this.waiting.length} wait, the next one for ${Math.round(waitMs / 1000)} s`,
    );
  }
}

/** The part of a path whose requests share a bucket: a project. */
const project = /\/groups\/[^/]+/;

/**
 * Holds requests back where Atlas would refuse them: what is refused costs a request as well, and after some attempts
 * an operation fails that only had to wait. Each project has a bucket of its own; what other programs take out of it
 * shows in the next answer.
 *
 * @param log gets a line when the wait is long enough for somebody to wonder.
 * @see https://www.mongodb.com/docs/atlas/api/rate-limits/
 */
export function paced(exchange: Exchange, clock: Clock, log: (line: string) => void): Exchange {
  const buckets = new Map<string, Bucket>();
  return async (request) => {
    const key = project.exec(request.url)?.[0] ?? "";
    const bucket = buckets.get(key) ?? new Bucket(clock, log);
    buckets.set(key, bucket);
    await bucket.admit();
    request.onTurn?.();
    let response: HttpResponse | undefined;
    try {
      response = await exchange(request);
      return response;
    } finally {
      bucket.ended(response);
    }
  };
}
