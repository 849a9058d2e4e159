import { rateLimited } from "./errors";

/**
 * The token bucket of each project. The defaults are Atlas' limits for these endpoints.
 * @see https://www.mongodb.com/docs/atlas/api/rate-limits/
 */
export interface RateLimitOptions {
  /** Tokens in a full bucket; each request takes one. Default 1200. */
  capacity?: number;
  /** Tokens added in each period. Default 500. */
  refill?: number;
  /** Length of a period in seconds. Default 60. */
  periodSeconds?: number;
  /**
   * `interval` adds all tokens at the end of each period; a recorded response suggests this ("retry after 55 seconds" for
   * a refill of 5 per 60 seconds). `continuous` adds them steadily. Default `interval`.
   */
  style?: "interval" | "continuous";
  /** Factor by which the buckets refill faster than the clock, for short tests. Retry-After shrinks with it. Default 1. */
  speed?: number;
  /** Access tokens that each service account may request per minute. Default 50. */
  tokenRequests?: number;
}

interface Bucket {
  tokens: number;
  /** Time of the last refill, in milliseconds. */
  filledAt: number;
}

/** One bucket per project, shared by all stream operations. */
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
   * @returns headers for the response.
   * @throws ApiError 429 when the bucket is empty.
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

  /** Rounds down like the service, which therefore sends "retry after 0 seconds". */
  private secondsToWait({ tokens, filledAt }: Bucket): number {
    const ms = this.continuous
      ? ((1 - tokens) / this.refill) * this.periodMs
      : filledAt + this.periodMs - this.now();
    return Math.max(0, Math.floor(ms / 1000));
  }
}
