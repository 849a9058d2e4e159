/**
 * Shortens stack traces while Pulumi creates a resource. Pulumi takes about 60 traces per resource, a third of a program's
 * time, and only PULUMI_DEBUG_PROMISE_LEAKS prints them. The source position that Pulumi stores with a resource comes from
 * another trace, which is always complete.
 */
export class ShortTraces {
  private readonly limit = Error.stackTraceLimit;

  constructor() {
    if (!process.env.PULUMI_DEBUG_PROMISE_LEAKS) Error.stackTraceLimit = 1;
  }

  /** Restores the length of traces. */
  end(): void {
    Error.stackTraceLimit = this.limit;
  }

  /** Gives the error a complete trace of the current call. */
  lengthen(error: unknown): unknown {
    this.end();
    if (error instanceof Error) Error.captureStackTrace(error);
    return error;
  }
}
