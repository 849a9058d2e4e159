import type { LocalAtlas } from "../../atlas-local";
import { createTransport } from "../../provider/atlas/transport";
import { createRuntime, type Runtime } from "../../provider/process/runtime";
import { capture } from "./captured";

/** A runtime whose clock runs only when something sleeps, so that minutes of waiting take no time. */
export interface TestRuntime {
  runtime: Runtime;
  /** What a user would have read. */
  lines: string[];
  /** Every sleep, in milliseconds. */
  sleeps: number[];
}

/** What is special about a test's runtime. */
export interface TestRuntimeOptions {
  /** Further environment variables. */
  environment?: Record<string, string>;
  /** How long an answer may take, in real milliseconds. */
  requestTimeoutMs?: number;
}

/**
 * @param atlas the Atlas to talk to, with its default API key.
 * @param onSleep called at every sleep, with the milliseconds that have passed since the start.
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
