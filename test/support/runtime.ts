import type { LocalAtlas } from "../../atlas-local";
import { createTransport } from "../../provider/atlas/transport";
import { createRuntime, type Runtime } from "../../provider/process/runtime";
import { capture } from "./captured";

/** A runtime whose clock advances only by sleeps, so that minutes of waiting take no time. */
export interface TestRuntime {
  runtime: Runtime;
  /** All log lines. */
  lines: string[];
  /** Every sleep, in milliseconds. */
  sleeps: number[];
}

/** Options of a test's runtime. */
export interface TestRuntimeOptions {
  /** Additional environment variables. */
  environment?: Record<string, string>;
  /** Request timeout, in real milliseconds. */
  requestTimeoutMs?: number;
}

/**
 * @param atlas the local Atlas, with its default API key.
 * @param onSleep called at every sleep, with the milliseconds since the start.
 */
export function runtimeFor(
  atlas: LocalAtlas,
  onSleep: (elapsedMs: number) => void | Promise<void> = () => {},
  { environment = {}, requestTimeoutMs = 60_000 }: TestRuntimeOptions = {},
): TestRuntime {
  const lines: string[] = [];
  const sleeps: number[] = [];
  const start = Date.now();
  let elapsed = 0;
  const runtime = createRuntime(
    () => undefined,
    { ...atlas.environment, ...environment },
    {
      clock: {
        now: () => start + elapsed,
        sleep: async (ms) => {
          sleeps.push(ms);
          elapsed += ms;
          await onSleep(elapsed);
        },
      },
      log: (line) => {
        lines.push(capture("log", line));
      },
      transport: createTransport({ timeoutMs: requestTimeoutMs }),
    },
  );
  return { runtime, lines, sleeps };
}
