import { type EngineAddress, isRefused } from "./engine";

const intervalMs = 500;
/** A running engine may refuse once, when its queue of connections is full. */
const maxRefusals = 2;

/**
 * Ends this process about a second after the engine. Pulumi's host for dynamic providers does not end after a SIGKILL of
 * the CLI, and would write to Atlas during the next `pulumi up`.
 */
export function exitWithEngine(engine: EngineAddress): void {
  let refusals = 0;
  const timer = setInterval(() => {
    void isRefused(engine).then((refused) => {
      refusals = refused ? refusals + 1 : 0;
      if (refusals === maxRefusals) process.exit(1);
    });
  }, intervalMs);
  timer.unref();
}
