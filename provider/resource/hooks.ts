import type { CheckResult, CreateResult, DiffResult, ReadResult, UpdateResult } from "@pulumi/pulumi/dynamic";
import type { Kind } from "../connections/address";
import { guarded } from "../process/errorBoundary";
import type { Runtime } from "../process/runtime";
import type { JsonObject } from "../shared/json";
import { check, checkDeclarations } from "./check";
import { create } from "./create";
import { deleteConnection } from "./delete";
import { diff } from "./diff";
import { noticeCreate } from "./previewNotices";
import { read } from "./read";
import { update } from "./update";

/** Pulumi's hooks of one provider process, each behind the error boundary. */
export interface Hooks {
  check(olds: JsonObject, news: JsonObject): Promise<CheckResult>;
  diff(id: string, olds: JsonObject, news: JsonObject): Promise<DiffResult>;
  create(news: JsonObject): Promise<CreateResult>;
  read(id: string, olds: JsonObject): Promise<ReadResult>;
  update(id: string, olds: JsonObject, news: JsonObject): Promise<UpdateResult>;
  delete(id: string, olds: JsonObject): Promise<void>;
}

/**
 * The hooks of one of the two resources.
 *
 * @param runtime called by each hook, since `configure` may replace it.
 */
export function hooksOf(runtime: () => Runtime, kind: Kind = "connection"): Hooks {
  const run = <T>(operation: string, subjects: readonly unknown[], hook: () => T | Promise<T>) =>
    guarded(runtime(), operation, subjects, hook, kind);
  const write: typeof run = (...rest) => {
    runtime().writes.begin();
    return run(...rest);
  };
  return {
    check: (olds, news) =>
      run("check", [news], async () => {
        const result = check(runtime(), olds, news, kind);
        if (result.failures?.length) return result;
        const failure = checkDeclarations(runtime(), olds, news, kind);
        if (failure) return { ...result, failures: [failure] };
        if (kind === "connection") await noticeCreate(runtime(), olds, news);
        return result;
      }),
    diff: (id, olds, news) => run("compare", [id, olds, news], () => diff(runtime(), id, olds, news)),
    create: (news) => write("create", [news], () => create(runtime(), news, kind)),
    read: (id, olds) => run("read", [id, olds], () => read(runtime(), id, olds, kind)),
    update: (id, olds, news) => write("update", [id, olds, news], () => update(runtime(), olds, news, id)),
    delete: (id, olds) => write("delete", [id, olds], () => deleteConnection(runtime(), id, olds)),
  };
}
