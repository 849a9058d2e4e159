import { connect } from "node:net";

/** The address of Pulumi's engine. All providers of one run of the CLI have the same engine. */
export interface EngineAddress {
  readonly host: string;
  readonly port: number;
}

const timeoutMs = 500;

/**
 * The engine that has started this process; undefined in any other process, such as a test.
 *
 * @param argv as Node has it: the script of Pulumi's host for dynamic providers, then the engine's address.
 */
export function engineAddress(argv: readonly string[] = process.argv): EngineAddress | undefined {
  const [, script = "", address = ""] = argv;
  const [, host, port] = /^(127\.0\.0\.1|localhost|\[::1\]):(\d+)$/.exec(address) ?? [];
  if (!script.includes("dynamic-provider") || !host || !port) return undefined;
  return { host: host.replace(/[[\]]/g, ""), port: Number(port) };
}

/** True when the connection is refused. After any other failure, such as a timeout, the engine may still run. */
export function isRefused({ host, port }: EngineAddress): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: timeoutMs });
    const end = (refused: boolean) => {
      socket.destroy();
      resolve(refused);
    };
    socket.once("connect", () => end(false));
    socket.once("timeout", () => end(false));
    socket.once("error", (error: NodeJS.ErrnoException) => end(error.code === "ECONNREFUSED"));
  });
}
