const EVERY_SECOND = 1_000;
const EVERY_15_SECONDS = 15_000;

/**
 * Shows that `body` is at work: on a terminal one line that counts the seconds, elsewhere a line at the start, at the
 * end and every 15 s in between. `body` may pass on what it is doing at the moment to the function it is given.
 * All of it goes to stderr, so that stdout stays what the command itself prints.
 */
export async function step(label, body) {
  const { stderr } = process;
  const inPlace = stderr.isTTY && process.env.TERM !== "dumb";
  const started = Date.now();
  let doing = "";

  const show = (line, end = "\n") => {
    if (inPlace) stderr.write(`\r\x1b[K${line.slice(0, (stderr.columns || 80) - 1)}${end}`);
    else stderr.write(`${line}\n`);
  };
  const tick = () => show(`${label}: ${duration(Date.now() - started)}${doing && ` (${doing})`}`, "");

  show(`${label} …`, "");
  const timer = setInterval(tick, inPlace ? EVERY_SECOND : EVERY_15_SECONDS);
  let outcome = "failed after";
  try {
    const result = await body((line) => {
      doing = line;
    });
    outcome = "done in";
    return result;
  } finally {
    clearInterval(timer);
    show(`${label}: ${outcome} ${duration(Date.now() - started)}`);
  }
}

/** `850` to "0.9 s", `64_000` to "1 min 4 s". */
export function duration(milliseconds) {
  if (milliseconds < 10_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
