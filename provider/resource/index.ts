/**
 * The hooks, as `lifecycle.ts` and with it every state file calls them. The name of this module in the package's
 * `exports`, `pulumi-atlas-streams/hooks`, never changes; what is behind it may change with every release.
 */
import type { ConfigureRequest } from "@pulumi/pulumi/dynamic";
import { engineAddress } from "../process/engine";
import { KnownSecrets } from "../process/knownSecrets";
import { createRuntime, type Runtime } from "../process/runtime";
import { SharedOwners } from "../process/sharedOwners";
import { exitWithEngine } from "../process/watchdog";
import { hooksOf } from "./hooks";

// One process serves one provider. Hosts that never call `configure` leave the environment variables.
let runtime: Runtime | undefined;

const knownSecrets = new KnownSecrets();

function currentRuntime(): Runtime {
  runtime ??= createRuntime(() => undefined, process.env);
  return runtime;
}

/** Synchronous, because the host does not wait for a promise before it uses the provider. */
export function configure({ config }: ConfigureRequest): void {
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

export { check, create, diff, read, remove as delete, update };
