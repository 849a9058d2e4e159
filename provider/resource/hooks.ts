import type { CheckResult, CreateResult, DiffResult, ReadResult, UpdateResult } from "@pulumi/pulumi/dynamic";
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

/** @param runtime called by each hook, since `configure` may replace it. */
export function hooksOf(runtime: () => Runtime): Hooks {
  const writing: typeof guarded = (runtime, ...rest) => {
    runtime.writes.begin();
    return guarded(runtime, ...rest);
  };
  return {
    check: (olds, news) =>
      guarded(runtime(), "check", [news], async () => {
        const result = check(runtime(), olds, news);
        if (result.failures?.length) return result;
        const failure = checkDeclarations(runtime(), olds, news);
        if (failure) return { ...result, failures: [failure] };
        await noticeCreate(runtime(), olds, news);
        return result;
      }),
    diff: (id, olds, news) =>
      guarded(runtime(), "compare", [id, olds, news], () => diff(runtime(), id, olds, news)),
    create: (news) => writing(runtime(), "create", [news], () => create(runtime(), news)),
    read: (id, olds) => guarded(runtime(), "read", [id, olds], () => read(runtime(), id, olds)),
    update: (id, olds, news) =>
      writing(runtime(), "update", [id, olds, news], () => update(runtime(), olds, news)),
    delete: (id, olds) =>
      writing(runtime(), "delete", [id, olds], () => deleteConnection(runtime(), id, olds)),
  };
}
