import { setTimeout as sleep } from "node:timers/promises";
import type { AtlasClient } from "../atlas/client";
import { createClient } from "../atlas/createClient";
import { resolveSettings } from "../settings";

/** Time, so that tests need not wait. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

/** What the hooks of one provider process share. */
export interface Runtime {
  /** What is wrong with credentials or base URL; empty when all is well. */
  readonly problems: readonly string[];
  /** Made when first asked for. Throws when there are problems. */
  readonly client: AtlasClient;
  readonly clock: Clock;
  /** Shows a line to the user while the operation goes on. */
  log(line: string): void;
  /** Ids of connections that this process took over: whoever held them before must not destroy them. */
  readonly adopted: Set<string>;
  /** Texts that must never be printed, beside those of the resource at hand. */
  readonly secrets: readonly string[];
}

const systemClock: Clock = { now: Date.now, sleep: (ms) => sleep(ms) };

/**
 * @param getConfig reads the provider's configuration by its whole key, for example `mongodbatlas:publicKey`.
 * @param environment the process' environment.
 */
export function createRuntime(
  getConfig: (key: string) => string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  overrides: Partial<Pick<Runtime, "clock" | "log">> = {},
): Runtime {
  const settings = resolveSettings(getConfig, environment);
  const problems = "problems" in settings ? settings.problems : [];
  let made: ReturnType<typeof createClient> | undefined;
  const make = () => {
    if ("problems" in settings) throw new Error(settings.problems.join(". "));
    made ??= createClient(settings);
    return made;
  };
  return {
    problems,
    get client() {
      return make().client;
    },
    get secrets() {
      return problems.length > 0 ? [] : make().authentication.secrets;
    },
    clock: systemClock,
    log: (line) => console.log(line),
    adopted: new Set(),
    ...overrides,
  };
}
