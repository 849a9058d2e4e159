import { connect } from "node:net";

/** Milliseconds between looks for the engine. */
const everyMs = 500;
/** A refusal alone may be a queue that is full. */
const enough = 2;

/**
 * Ends this process about a second after the engine is gone. Pulumi's host for dynamic providers does not: after a
 * SIGKILL of the CLI it would live for ever, and the hooks would go on writing to Atlas while the next `pulumi up` does.
 *
 * @param argv as Node has it: the host's script, then the engine's address.
 */
export function endWithEngine(argv: readonly string[] = process.argv): void {
  const [, script = "", address = ""] = argv;
  const [, host, port] = /^(127\.0\.0\.1|localhost|\[::1\]):(\d+)$/.exec(address) ?? [];
  // Whoever else loads the hooks, a test for example, lives on.
  if (!script.includes("dynamic-provider") || !host || !port) return;
  let refusals = 0;
  const timer = setInterval(() => {
    isRefused(host.replace(/[[\]]/g, ""), Number(port)).then((refused) => {
      refusals = refused ? refusals + 1 : 0;
      if (refusals === enough) process.exit(1);
    });
  }, everyMs);
  timer.unref();
}

/** Whether nobody listens there. Any other failure says nothing about the engine. */
function isRefused(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: everyMs });
    const end = (refused: boolean) => {
      socket.destroy();
      resolve(refused);
    };
    socket.once("connect", () => end(false));
    socket.once("timeout", () => end(false));
    socket.once("error", (error: NodeJS.ErrnoException) => end(error.code === "ECONNREFUSED"));
  });
}
