import { doctor } from "../../messages/doctor";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The user has interrupted the command. */
export class InterruptedError extends Error {
  override readonly name = "InterruptedError" as const;
}

/**
 * Runs `work`, and turns the first signal into an abort, so that throw-away connections can be deleted. A second one ends
 * the process.
 *
 * @param namesLeft what exists in Atlas when the process ends.
 */
export async function interruptible<T>(
  work: (signal: AbortSignal) => Promise<T>,
  namesLeft: () => readonly string[],
): Promise<T> {
  const controller = new AbortController();
  const { interrupted, left } = doctor.write.text;
  const onSignal = () => {
    if (controller.signal.aborted) {
      const names = namesLeft();
      if (names.length > 0) console.error(left(names.join(", ")));
      process.exit(1);
    }
    console.error(interrupted);
    controller.abort(new InterruptedError());
  };
  // A closed terminal or pipe must not end the process before the connections are deleted.
  const ignore = () => {};
  for (const stream of [process.stdout, process.stderr]) stream.on("error", ignore);
  for (const signal of signals) process.on(signal, onSignal);
  try {
    return await work(controller.signal);
  } finally {
    for (const signal of signals) process.off(signal, onSignal);
    for (const stream of [process.stdout, process.stderr]) stream.off("error", ignore);
  }
}
