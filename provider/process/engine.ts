import { connect } from "node:net";

/** Where Pulumi's engine listens: one address for each run of the CLI, and the same for all of its providers. */
export interface EngineAddress {
  readonly host: string;
  readonly port: number;
}

const maxAnswerMs = 500;

/**
 * The engine that has started this process; undefined in any other process, a test for example.
 *
 * @param argv as Node has it: the script of Pulumi's host for dynamic providers, then the engine's address.
 */
export function engineAddress(argv: readonly string[] = process.argv): EngineAddress | undefined {
  const [, script = "", address = ""] = argv;
  const [, host, port] = /^(127\.0\.0\.1|localhost|\[::1\]):(\d+)$/.exec(address) ?? [];
  if (!script.includes("dynamic-provider") || !host || !port) return undefined;
  return { host: host.replace(/[[\]]/g, ""), port: Number(port) };
}

/** Whether nobody listens there. Any other failure says nothing about the engine. */
export function isRefused({ host, port }: EngineAddress): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: maxAnswerMs });
    const end = (refused: boolean) => {
      socket.destroy();
      resolve(refused);
    };
    socket.once("connect", () => end(false));
    socket.once("timeout", () => end(false));
    socket.once("error", (error: NodeJS.ErrnoException) => end(error.code === "ECONNREFUSED"));
  });
}
