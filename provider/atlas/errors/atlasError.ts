import { oneLine } from "../../shared/text";
import type { HttpRequest } from "../http";

/** A name may be long, and stands in the URL three times longer where it is encoded. */
const longestUrl = 500;

export interface AtlasErrorOptions {
  /** The request that failed; only its method and URL are kept. */
  request: Pick<HttpRequest, "method" | "url">;
  /** One thing that the user can do. */
  hint?: string | undefined;
  /** What lies below, when it holds no request (an axios error holds all of it, credentials included). */
  cause?: unknown;
}

/** What every failed request to Atlas throws. The message ends in method and URL; the hint stands apart. */
export abstract class AtlasError extends Error {
  readonly method: string;
  readonly url: string;
  readonly hint: string | undefined;
  /** How often the request was sent; more than once only where it was repeated. */
  attempts = 1;
  /** The message of one attempt. */
  private readonly problem: string;

  constructor(message: string, { request, hint, cause }: AtlasErrorOptions) {
    const problem = `${message} (${request.method} ${oneLine(request.url, longestUrl)})`;
    super(problem, cause === undefined ? undefined : { cause });
    this.problem = problem;
    this.method = request.method;
    this.url = request.url;
    this.hint = hint;
  }

  /** The same error, which says how much was tried before it was given up. */
  afterAttempts(attempts: number, elapsedMs: number): this {
    if (attempts > 1) {
      this.attempts = attempts;
      // Not appended: requests that wait for the same token also fail with the same error.
      this.message = `${this.problem}, the last of ${attempts} attempts in ${Math.round(elapsedMs / 1000)} s`;
    }
    return this;
  }
}
