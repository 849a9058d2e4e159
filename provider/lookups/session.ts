import type { AtlasClient } from "../atlas/client";
import { createClient } from "../atlas/createClient";
import { resolveSettings } from "../atlas/settings";
import { redact, secretOf } from "../process/redact";
import { systemClock } from "../shared/clock";
import { oneLine } from "../shared/text";

/** Shared by all look-ups with the same settings, so that they authenticate once. */
export interface Session {
  readonly client: AtlasClient;
  /** Texts that must never be printed. */
  readonly secrets: readonly string[];
  /** The next look-up creates a new session: refused credentials may be valid by then, in a process that runs for days. */
  forget(): void;
}

/** Maximum characters of a line for the user. */
const maxLineLength = 2_000;

const sessions = new Map<string, Session>();

/**
 * @param getConfig reads the configuration by its whole key, for example `mongodbatlas:publicKey`.
 * @param log prints a line for the user.
 * @throws Error that names every missing or wrong setting.
 */
export function sessionFor(
  getConfig: (key: string) => string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  log: (line: string) => void,
): Session {
  const settings = resolveSettings(getConfig, environment);
  if ("problems" in settings) throw new Error(settings.problems.join(". "));
  const key = JSON.stringify(settings);
  let session = sessions.get(key);
  if (!session) {
    const debug = environment.PULUMI_ATLAS_STREAMS_LOG === "debug";
    const clean = (text: string): string => redact(text, (session?.secrets ?? []).map(secretOf));
    const print = (line: string) => log(oneLine(line, maxLineLength));
    const { client, authentication } = createClient(settings, {
      clock: systemClock,
      log: print,
      debug,
      clean,
    });
    session = {
      client,
      get secrets() {
        // Read late, so that a token from Atlas is included.
        return authentication.secrets;
      },
      forget: () => void sessions.delete(key),
    };
    sessions.set(key, session);
  }
  return session;
}
