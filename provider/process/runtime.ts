import type { AtlasClient } from "../atlas/client";
import { ConnectionReader } from "../atlas/connectionReader";
import type { Clean } from "../atlas/errors/cleanErrors";
import type { Exchange } from "../atlas/http";
import { parseSwitch, resolveSettings } from "../atlas/settings";
import { type Clock, systemClock } from "../shared/clock";
import { oneLine } from "../shared/text";
import { Configuration } from "./configuration";
import { Declarations } from "./declarations";
import { HiddenTexts } from "./hiddenTexts";
import { KnownSecrets } from "./knownSecrets";
import { Owners } from "./owners";
import type { SharedOwners } from "./sharedOwners";
import { Writes } from "./writes";

type CreateClient = typeof import("../atlas/createClient");

/** Loaded with the first request: it is a third of the code, and a run without changes sends no request. */
const loadClient = (): CreateClient => require("../atlas/createClient");

/** Maximum characters of a line for the user. */
const maxLineLength = 2_000;

/** What the hooks of one provider process share. */
export interface Runtime {
  /** Problems with the settings. */
  readonly problems: readonly string[];
  /** Created on first use. Throws when there are problems. */
  readonly client: AtlasClient;
  /** Reads many connections with few requests. Created on first use. */
  readonly reader: ConnectionReader;
  /** For the notices of previews: sends each request once. Created on first use. */
  readonly noticeClient: AtlasClient;
  readonly clock: Clock;
  /** Prints a line for the user. */
  log(line: string): void;
  /** Prints a line for the user, unless this process has printed it before. */
  logOnce(line: string): void;
  /** Ask Atlas in previews about connections that will be created. */
  readonly previewChecks: boolean;
  readonly writes: Writes;
  /** Verify each write with a GET. */
  readonly verifyWrites: boolean;
  /** Every create of this run may take over an existing connection, as with `adopt: true`. */
  readonly adoptAll: boolean;
  readonly owners: Owners;
  readonly declarations: Declarations;
  /** The secrets of connections with `secretsInState: false`. */
  readonly knownSecrets: KnownSecrets;
  /** The provider's configuration, which Pulumi keeps in the state. */
  readonly configuration: Configuration;
  /** What messages must not show. */
  readonly hidden: HiddenTexts;
  /** Credentials and tokens, for redaction. */
  readonly secrets: readonly string[];
}

/** Replacements for tests. */
export interface RuntimeOverrides {
  clock?: Clock;
  log?: (line: string) => void;
  transport?: Exchange;
  /** Shared by the provider processes of one run of the CLI. */
  sharedOwners?: SharedOwners | undefined;
  /** Outlives the runtime, because a second `configure` may come between `check` and `create`. */
  knownSecrets?: KnownSecrets;
  /** All values of the provider's configuration. */
  configuration?: readonly string[];
}

/**
 * @param getConfig reads the provider's configuration by its whole key, for example `mongodbatlas:publicKey`.
 * @param environment the environment variables of the process.
 */
export function createRuntime(
  getConfig: (key: string) => string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  {
    clock = systemClock,
    log: print = (line) => console.log(line),
    transport,
    sharedOwners,
    knownSecrets = new KnownSecrets(),
    configuration = [],
  }: RuntimeOverrides = {},
): Runtime {
  const settings = resolveSettings(getConfig, environment);
  const problems = "problems" in settings ? settings.problems : [];
  const debug = environment.PULUMI_ATLAS_STREAMS_LOG === "debug";
  const hidden = new HiddenTexts();
  const log = (line: string) => print(oneLine(line, maxLineLength));
  const logged = new Set<string>();
  const logOnce = (line: string) => {
    if (!logged.has(line)) log(line);
    logged.add(line);
  };
  let created: (ReturnType<CreateClient["createClient"]> & { reader: ConnectionReader }) | undefined;
  const atlas = () => {
    if ("problems" in settings) throw new Error(settings.problems.join(". "));
    if (created) return created;
    const clean: Clean = (text, body) =>
      hidden.cleanOutside(text, created?.authentication.secrets ?? [], body);
    const client = loadClient().createClient(settings, { clock, log, debug, transport, clean });
    created = { ...client, reader: new ConnectionReader(client.client, clock) };
    return created;
  };
  return {
    problems,
    get client() {
      return atlas().client;
    },
    get noticeClient() {
      return atlas().noticeClient;
    },
    get reader() {
      return atlas().reader;
    },
    get secrets() {
      return problems.length > 0 ? [] : atlas().authentication.secrets;
    },
    knownSecrets,
    configuration: new Configuration(configuration),
    hidden,
    clock,
    log,
    logOnce,
    verifyWrites: "problems" in settings ? false : settings.verifyWrites,
    previewChecks: "problems" in settings ? false : settings.previewChecks,
    writes: new Writes(clock),
    adoptAll: parseSwitch(environment.PULUMI_ATLAS_STREAMS_ADOPT ?? "") ?? false,
    owners: new Owners(sharedOwners),
    declarations: new Declarations(),
  };
}
