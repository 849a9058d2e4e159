import { operations } from "../../messages/operations";
import { requests } from "../../messages/requests";
import { oneLine } from "../../shared/text";
import type { HttpRequest } from "../http";

/** Maximum characters of the URL in a message. An encoded name is up to three times longer than the name. */
const maxUrlLength = 500;

export interface AtlasErrorOptions {
  /** The request that failed. The error keeps only its method and URL. */
  request: Pick<HttpRequest, "method" | "url">;
  /** One thing that the user can do. */
  hint?: string | undefined;
  /** The error below. It must not hold the request: an axios error does, with the credentials. */
  cause?: unknown;
}

/** Base class of the errors of a failed request. The message ends with method and URL; the hint is separate. */
export abstract class AtlasError extends Error {
  readonly method: string;
  readonly url: string;
  readonly hint: string | undefined;
  /** How often the request was sent. */
  attempts = 1;
  /** The message after one attempt. */
  private readonly problem: string;

  constructor(message: string, { request, hint, cause }: AtlasErrorOptions) {
    const problem = `${message} (${request.method} ${oneLine(request.url, maxUrlLength)})`;
    super(problem, cause === undefined ? undefined : { cause });
    this.problem = problem;
    this.method = request.method;
    this.url = request.url;
    this.hint = hint;
  }

  /**
   * Adds to the message how many attempts were made, and in what time.
   *
   * @param isShared an outage that another request has met has ended the attempts.
   */
  afterAttempts(attempts: number, elapsedMs: number, isShared = false): this {
    this.attempts = attempts;
    const gaveUp = attempts > 1 ? requests.gaveUp.text(attempts, Math.round(elapsedMs / 1000)) : "";
    // Built anew: requests that wait for the same token fail with the same error.
    this.message = this.problem + gaveUp + (isShared ? requests.outage.text.shared : "");
    return this;
  }
}

/** The text of anything that was thrown, with its hint. Never throws. */
export function explain(error: unknown): string {
  try {
    if (error instanceof AtlasError && error.hint) return `${error.message}. ${error.hint}`;
    if (error instanceof Error) return String(error.message) || error.name;
    // An object may hold secrets.
    if (typeof error !== "object" || error === null) return String(error);
  } catch {
    // A getter of the error has thrown.
  }
  return operations.unshowable.text;
}
