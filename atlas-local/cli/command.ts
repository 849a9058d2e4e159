import { type LocalAtlas, type LocalAtlasOptions, startLocalAtlas } from "../index";
import { messages } from "../messages";
import type { RequestRecord } from "../requestLog";
import { help, type Invocation, parse } from "./options";

/** The command `atlas` of `pulumi-atlas-streams`. */
export const atlasCommand = {
  help,
  parse,
  async run(invocation: Invocation): Promise<number> {
    // Registered before the start, so that a signal during the start is not lost.
    const stopped = untilStopped(invocation);
    try {
      const atlas = await start(invocation);
      announce(atlas);
      await stopped;
      await atlas.close();
      return 0;
    } finally {
      // Another process may keep standard input open.
      if (invocation.exitWithStdin) process.stdin.destroy();
    }
  },
};

async function start({ options, quiet }: Invocation): Promise<LocalAtlas> {
  try {
    return await startLocalAtlas(quiet ? options : { ...options, onRequest: logRequest });
  } catch (cause) {
    throw new Error(explain(cause, options), { cause });
  }
}

/** Logs neither bodies nor credentials. */
function logRequest({ method, path, query, status, errorCode, durationMs, refusal }: RequestRecord): void {
  const time = new Date().toISOString().slice(11, 23);
  const target = query ? `${path}?${query}` : path;
  const why = [errorCode, refusal].filter(Boolean).join(", ");
  console.log(
    `${time} ${method} ${target} ${status || "(no response)"} ${durationMs} ms${why ? ` ${why}` : ""}`,
  );
}

function announce({ url, environment, certificate }: LocalAtlas): void {
  console.log(`A local Atlas listens on ${url}. Ctrl-C stops it. To use it:\n`);
  for (const [name, value] of Object.entries(environment)) console.log(`  export ${name}=${value}`);
  console.log();
  if (certificate)
    console.log(
      "NODE_EXTRA_CA_CERTS names the certificate of this run; Node reads it when a process starts. Other programs need\n" +
        "the same file, for example curl --cacert.\n",
    );
}

/** Resolves on a signal, at the end of standard input, or when the parent process has ended. */
function untilStopped({ exitWithStdin, parentPid }: Invocation): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
    if (exitWithStdin) {
      process.stdin.once("end", resolve).once("error", () => resolve());
      process.stdin.once("close", () => resolve()).resume();
    }
    if (parentPid !== undefined) {
      const timer = setInterval(() => {
        if (isAlive(parentPid)) return;
        clearInterval(timer);
        resolve();
      }, 500);
      // After a signal it must not keep this process.
      timer.unref();
    }
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // The process exists, but belongs to another user.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function explain(error: unknown, { port }: LocalAtlasOptions): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") return messages.commandLine.text.portInUse(port);
  if (code === "EACCES") return messages.commandLine.text.portForbidden(port);
  return message;
}
