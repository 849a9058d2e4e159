import { type EngineAddress, isRefused } from "./engine";

const intervalMs = 500;
/** One refusal may come from a full queue of connections. */
const maxRefusals = 2;

/**
 * Ends this process about a second after the engine is gone. Pulumi's host for dynamic providers does not: after a
 * SIGKILL of the CLI it would go on writing to Atlas, beside the next `pulumi up`.
 */
export function endWithEngine(engine: EngineAddress): void {
  let refusals = 0;
  const timer = setInterval(() => {
    void isRefused(engine).then((refused) => {
      refusals = refused ? refusals + 1 : 0;
      if (refusals === maxRefusals) process.exit(1);
    });
  }, intervalMs);
  timer.unref();
}
