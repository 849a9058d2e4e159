import type { HttpRequest } from "../http";

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

  constructor(message: string, { request, hint, cause }: AtlasErrorOptions) {
    super(`${message} (${request.method} ${request.url})`, cause === undefined ? undefined : { cause });
    this.method = request.method;
    this.url = request.url;
    this.hint = hint;
  }
}
