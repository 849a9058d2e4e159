import { type EngineAddress, isRefused } from "./engine";

/** Milliseconds between looks for the engine. */
const everyMs = 500;
/** A refusal alone may be a queue that is full. */
const enough = 2;

/**
 * Ends this process about a second after the engine is gone. Pulumi's host for dynamic providers does not: after a
 * SIGKILL of the CLI it would live for ever, and the hooks would go on writing to Atlas while the next `pulumi up` does.
 */
export function endWithEngine(engine: EngineAddress): void {
  let refusals = 0;
  const timer = setInterval(() => {
    void isRefused(engine).then((refused) => {
      refusals = refused ? refusals + 1 : 0;
      if (refusals === enough) process.exit(1);
    });
  }, everyMs);
  timer.unref();
}
