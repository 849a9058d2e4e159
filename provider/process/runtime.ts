import type { AtlasClient } from "../atlas/client";
import { ConnectionReader } from "../atlas/connectionReader";
import type { Exchange } from "../atlas/http";
import { parseSwitch, resolveSettings } from "../atlas/settings";
import { Holders } from "../resource/reconcile/ownership";
import { type Clock, systemClock } from "../shared/clock";
import type { SharedMarks } from "./sharedMarks";

type CreateClient = typeof import("../atlas/createClient");

/** Loaded with the first request: it is a third of what the hooks load, and a run that changes nothing sends none. */
const loadClient = (): CreateClient => require("../atlas/createClient");

/** What the hooks of one provider process share. */
export interface Runtime {
  /** What is wrong with credentials or base URL; empty when all is well. */
  readonly problems: readonly string[];
  /** Made when first asked for. Throws when there are problems. */
  readonly client: AtlasClient;
  /** Reads with few requests, for a refresh of many connections. */
  readonly reader: ConnectionReader;
  readonly clock: Clock;
  /** Shows a line to the user while the operation goes on. */
  log(line: string): void;
  /** Look after every write whether Atlas has kept it. */
  readonly verifyWrites: boolean;
  /** Every create of this run may take over what exists, as with `adopt: true`. */
  readonly adoptAll: boolean;
  readonly holders: Holders;
  /** Texts that must never be printed, beside those of the resource at hand. */
  readonly secrets: readonly string[];
}

/** What tests put in the place of the real thing. */
export interface RuntimeOverrides {
  clock?: Clock;
  log?: (line: string) => void;
  transport?: Exchange;
  /** What the processes of one run of the CLI tell each other. */
  sharedMarks?: SharedMarks | undefined;
}

/**
 * @param getConfig reads the provider's configuration by its whole key, for example `mongodbatlas:publicKey`.
 * @param environment the process' environment.
 */
export function createRuntime(
  getConfig: (key: string) => string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  { clock = systemClock, log = (line) => console.log(line), transport, sharedMarks }: RuntimeOverrides = {},
): Runtime {
  const settings = resolveSettings(getConfig, environment);
  const problems = "problems" in settings ? settings.problems : [];
  const debug = environment.PULUMI_ATLAS_STREAMS_LOG === "debug";
  let made: (ReturnType<CreateClient["createClient"]> & { reader: ConnectionReader }) | undefined;
  const make = () => {
    if ("problems" in settings) throw new Error(settings.problems.join(". "));
    if (made) return made;
    const created = loadClient().createClient(settings, { clock, log, debug, transport });
    made = { ...created, reader: new ConnectionReader(created.client, clock) };
    return made;
  };
  return {
    problems,
    get client() {
      return make().client;
    },
    get reader() {
      return make().reader;
    },
    get secrets() {
      return problems.length > 0 ? [] : make().authentication.secrets;
    },
    clock,
    log,
    verifyWrites: "problems" in settings ? false : settings.verifyWrites,
    adoptAll: parseSwitch(environment.PULUMI_ATLAS_STREAMS_ADOPT ?? "") ?? false,
    holders: new Holders(sharedMarks),
  };
}
