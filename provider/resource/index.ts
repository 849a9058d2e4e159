/**
 * The hooks, as `lifecycle.ts` and with it every state file calls them. The name of this module in the package's
 * `exports`, `pulumi-atlas-streams/hooks`, never changes; what is behind it may change with every release.
 */
import { isDeepStrictEqual } from "node:util";
import type { ConfigureRequest } from "@pulumi/pulumi/dynamic";
import { engineAddress } from "../process/engine";
import { KnownSecrets } from "../process/knownSecrets";
import { createRuntime, type Runtime } from "../process/runtime";
import { SharedOwners } from "../process/sharedOwners";
import { exitWithEngine } from "../process/watchdog";
import { hooksOf } from "./hooks";

// One process serves one provider. Hosts that never call `configure` leave the environment variables.
let runtime: Runtime | undefined;
let configuredWith: ConfigureRequest["config"] | undefined;

const knownSecrets = new KnownSecrets();

function currentRuntime(): Runtime {
  runtime ??= createRuntime(() => undefined, process.env);
  return runtime;
}

/**
 * Synchronous, because the host does not wait for a promise before it uses the provider. The host calls it once per text
 * in the state. Both resources share the runtime, because writes to one workspace must wait for each other.
 */
export function configure({ config }: ConfigureRequest): void {
  if (runtime && isDeepStrictEqual(config, configuredWith)) return;
  configuredWith = config;
  const engine = engineAddress();
  // A second call has other settings, but the same engine.
  if (!runtime && engine) exitWithEngine(engine);
  const sharedOwners = engine && new SharedOwners(engine);
  // Not in the SDK's types.
  const { rawConfig = {} } = config as { rawConfig?: Record<string, string> };
  runtime = createRuntime((key) => config.get(key), process.env, {
    sharedOwners,
    knownSecrets,
    configuration: Object.values(rawConfig),
  });
}

const { check, diff, create, read, update, delete: remove } = hooksOf(currentRuntime);
/** The hooks of failover connections. */
const failover = { configure, ...hooksOf(currentRuntime, "failover") };

export { check, create, diff, failover, read, remove as delete, update };
