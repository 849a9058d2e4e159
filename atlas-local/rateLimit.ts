import { rateLimited } from "./errors";

/**
 * The token buckets. The figures of Atlas for these endpoints are the defaults.
 * @see https://www.mongodb.com/docs/atlas/api/rate-limits/
 */
export interface RateLimitOptions {
  /** Requests that a full bucket allows. Default 1200. */
  capacity?: number;
  /** Requests that come back in each period. Default 500. */
  refill?: number;
  /** Seconds of a period. Default 60. */
  periodSeconds?: number;
  /**
   * `interval`: all at once at the end of each period, as the recorded "retry after 55 seconds" for a refill of 5 per
   * 60 seconds says; `continuous`: little by little. Default `interval`.
   */
  style?: "interval" | "continuous";
  /** How much faster than the clock the buckets fill, for tests that cannot wait. Retry-After shrinks with it. Default 1. */
  speed?: number;
  /** Tokens that each client may ask for in a minute. Default 50. */
  tokenRequests?: number;
}

interface Bucket {
  tokens: number;
  /** Until when the refill is counted in, in milliseconds. */
  filledAt: number;
}

/** A bucket per project, which all stream operations share. */
export class RateLimiter {
  readonly capacity: number;
  readonly refill: number;
  readonly periodSeconds: number;
  private readonly periodMs: number;
  private readonly continuous: boolean;
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly now: () => number,
    private readonly enforced: boolean,
    { capacity = 1200, refill = 500, periodSeconds = 60, speed = 1, style = "interval" }: RateLimitOptions,
  ) {
    this.capacity = capacity;
    this.refill = refill;
    this.periodSeconds = periodSeconds;
    this.periodMs = (periodSeconds * 1000) / speed;
    this.continuous = style === "continuous";
  }

  /**
   * Takes a token.
   *
   * @returns the headers that go with the answer.
   * @throws ApiError 429 when there is none.
   */
  take(projectId: string, path: string): Record<string, string> {
    const bucket = this.fill(projectId);
    const refused = bucket.tokens < 1;
    if (!refused) bucket.tokens -= 1;
    const headers = this.headers(projectId);
    if (refused && this.enforced) {
      const error = rateLimited(path, this.secondsToWait(bucket), this);
      throw Object.assign(error, { headers: { ...headers, ...error.headers } });
    }
    return headers;
  }

  headers(projectId: string): Record<string, string> {
    const { tokens } = this.fill(projectId);
    return { "Ratelimit-Limit": String(this.capacity), "Ratelimit-Remaining": String(Math.floor(tokens)) };
  }

  private fill(projectId: string): Bucket {
    const now = this.now();
    let bucket = this.buckets.get(projectId);
    if (!bucket) {
      bucket = { tokens: this.capacity, filledAt: now };
      this.buckets.set(projectId, bucket);
    }
    const periods = (now - bucket.filledAt) / this.periodMs;
    const counted = this.continuous ? periods : Math.floor(periods);
    if (counted > 0) {
      bucket.tokens = Math.min(this.capacity, bucket.tokens + counted * this.refill);
      bucket.filledAt += counted * this.periodMs;
    }
    return bucket;
  }

  /** Rounded down: that is how "retry after 0 seconds" comes about. */
  private secondsToWait({ tokens, filledAt }: Bucket): number {
    const ms = this.continuous
      ? ((1 - tokens) / this.refill) * this.periodMs
      : filledAt + this.periodMs - this.now();
    return Math.max(0, Math.floor(ms / 1000));
  }
}
