import type { FaultAction, LocalAtlas } from "../../atlas-local";
import { NetworkError } from "../../provider/atlas/errors/networkError";
import type { Exchange, HttpRequest } from "../../provider/atlas/http";
import { createTransport, transportDefaults } from "../../provider/atlas/transport";
import { createRuntime, type Runtime } from "../../provider/process/runtime";
import { capture } from "./captured";
import { VirtualClock } from "./virtualClock";

/** A runtime in virtual time, so that minutes of waiting take milliseconds. */
export interface TestRuntime {
  runtime: Runtime;
  clock: VirtualClock;
  /** All log lines. */
  lines: string[];
  /** Every sleep, in milliseconds. */
  sleeps: number[];
}

/** Options of a test's runtime. */
export interface TestRuntimeOptions {
  /** Additional environment variables. */
  environment?: Record<string, string>;
  /** Default: a clock that starts now, because a local Atlas uses real time by default. */
  clock?: VirtualClock;
  /** Receives the log lines, also of several runtimes. */
  lines?: string[];
  /** Duration of a request that times out, in virtual milliseconds. Default: as in production. */
  timeoutMs?: number;
  /** Wraps the transport. */
  wrap?: (send: Exchange) => Exchange;
}

const timeoutStatus = 598;

/**
 * Faults that time out in virtual time: the runtime replaces a response with this status.
 * A real timeout would have to be short, and a busy machine would exceed it in other requests.
 */
export const timeouts = {
  ofUnprocessedRequest: { kind: "status", status: timeoutStatus },
  ofProcessedRequest: { kind: "statusAfter", status: timeoutStatus },
} as const satisfies Record<string, FaultAction>;

/** Waits until the timeout of a request, and throws its error. */
export async function timeOut(
  request: HttpRequest,
  clock: VirtualClock,
  ms = transportDefaults.timeoutMs,
): Promise<never> {
  await clock.pass(ms);
  throw new NetworkError(request, "ETIMEDOUT", "no complete answer");
}

/**
 * @param atlas the local Atlas, with its default API key, or only the environment variables for one.
 * @param onSleep called at the end of every sleep, with the milliseconds since the start of the clock.
 */
export function runtimeFor(
  atlas: Pick<LocalAtlas, "environment">,
  onSleep?: VirtualClock["onSleep"],
  {
    environment = {},
    clock = new VirtualClock(Date.now()),
    lines = [],
    timeoutMs,
    wrap = (send) => send,
  }: TestRuntimeOptions = {},
): TestRuntime {
  if (onSleep) clock.onSleep = onSleep;
  const transport = createTransport();
  const send: Exchange = async (request) => {
    const response = await clock.during(transport(request));
    return response.status === timeoutStatus ? timeOut(request, clock, timeoutMs) : response;
  };
  const runtime = createRuntime(
    () => undefined,
    { ...atlas.environment, ...environment },
    { clock, log: (line) => void lines.push(capture("log", line)), transport: wrap(send) },
  );
  return { runtime, clock, lines, sleeps: clock.sleeps };
}
