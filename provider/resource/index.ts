/**
 * The hooks, as `lifecycle.ts` and with it every state file calls them. This module and its path in the package's
 * `exports` stay for ever; what lies behind may change with every release.
 */
import type {
  CheckResult,
  ConfigureRequest,
  CreateResult,
  DiffResult,
  ReadResult,
  UpdateResult,
} from "@pulumi/pulumi/dynamic";
import { programInputs } from "../connections/inputs";
import { engineAddress } from "../process/engine";
import { guarded } from "../process/errorBoundary";
import { createRuntime, type Runtime } from "../process/runtime";
import { SharedMarks } from "../process/sharedMarks";
import { endWithEngine } from "../process/watchdog";
import type { JsonObject } from "../shared/json";
import { noticeAdoption } from "./adoptionNotice";
import { check as checkInputs } from "./check";
import { create as createConnection } from "./create";
import { deleteConnection } from "./delete";
import { diff as diffInputs } from "./diff";
import { read as readConnection } from "./read";
import { update as updateConnection } from "./update";

// One process serves one provider, so one runtime is enough. Hosts that never call `configure` leave the environment.
let runtime: Runtime | undefined;

function current(): Runtime {
  runtime ??= createRuntime(() => undefined, process.env);
  return runtime;
}

/** Synchronous on purpose: the host uses the provider before a promise would have settled. */
export function configure({ config }: ConfigureRequest): void {
  const engine = engineAddress();
  // A second call only brings other settings; the engine is the same.
  if (!runtime && engine) endWithEngine(engine);
  const sharedMarks = engine && new SharedMarks(engine);
  runtime = createRuntime((key) => config.get(key), process.env, { sharedMarks });
}

export async function check(olds: JsonObject, news: JsonObject): Promise<CheckResult> {
  return guarded(current(), "check", [news], async () => {
    const result = checkInputs(current(), olds, news);
    if (!result.failures?.length) await noticeAdoption(current(), olds, programInputs(news));
    return result;
  });
}

export async function diff(id: string, olds: JsonObject, news: JsonObject): Promise<DiffResult> {
  return guarded(current(), "compare", [id, olds, news], () => diffInputs(current(), id, olds, news));
}

export async function create(props: JsonObject): Promise<CreateResult> {
  return guarded(current(), "create", [props], () => createConnection(current(), props));
}

export async function read(id: string, props: JsonObject): Promise<ReadResult> {
  return guarded(current(), "read", [id, props], () => readConnection(current(), id, props));
}

export async function update(id: string, olds: JsonObject, news: JsonObject): Promise<UpdateResult> {
  return guarded(current(), "update", [id, olds, news], () => updateConnection(current(), id, olds, news));
}

async function remove(id: string, props: JsonObject): Promise<void> {
  return guarded(current(), "delete", [id, props], () => deleteConnection(current(), id, props));
}

export { remove as delete };
