/**
 * Makes stack traces short while Pulumi makes a resource: it takes one for each of some sixty promises, which is a third of
 * the time of a program, and only PULUMI_DEBUG_PROMISE_LEAKS shows them. The place in the program that Pulumi keeps with
 * a resource comes from a trace of its own, which always has all lines.
 */
export class ShortTraces {
  private readonly limit = Error.stackTraceLimit;

  constructor() {
    if (!process.env.PULUMI_DEBUG_PROMISE_LEAKS) Error.stackTraceLimit = 1;
  }

  /** From here on traces are as long as before. */
  end(): void {
    Error.stackTraceLimit = this.limit;
  }

  /** The error, with a trace that leads from here to the program. */
  lengthen(error: unknown): unknown {
    this.end();
    if (error instanceof Error) Error.captureStackTrace(error);
    return error;
  }
}
