import type { CheckResult, CreateResult, DiffResult, ReadResult, UpdateResult } from "@pulumi/pulumi/dynamic";
import type { LocalAtlas } from "../../atlas-local";
import type { Exchange } from "../../provider/atlas/http";
import { createTransport } from "../../provider/atlas/transport";
import { programInputs } from "../../provider/connections/inputs";
import { guarded } from "../../provider/process/errorBoundary";
import { createRuntime, type Runtime } from "../../provider/process/runtime";
import { noticeAdoption } from "../../provider/resource/adoptionNotice";
import { check } from "../../provider/resource/check";
import { create } from "../../provider/resource/create";
import { deleteConnection } from "../../provider/resource/delete";
import { diff } from "../../provider/resource/diff";
import { read } from "../../provider/resource/read";
import { update } from "../../provider/resource/update";
import type { JsonObject } from "../../provider/shared/json";
import type { VirtualClock } from "../support/virtualClock";

/** Real milliseconds until an answer counts as lost. The server answers in one or two. */
const requestTimeoutMs = 200;

export interface ProcessOptions {
  /** Run with PULUMI_ATLAS_STREAMS_ADOPT=1. */
  adopt?: boolean;
  /** The process dies, and the CLI with it, when this many requests were answered. */
  diesAfter?: number | undefined;
  /** Called with every line that the user would see. */
  log: (line: string) => void;
}

/** A provider process: the real hooks with a runtime of their own, as `resource/index.ts` puts them together. */
export class ProviderProcess {
  /** Resolves when the process is killed. */
  readonly death: Promise<"dead">;
  dead = false;
  private readonly runtime: Runtime;
  private readonly exchanges = new Set<Promise<unknown>>();
  private answered = 0;
  private die: (how: "dead") => void = () => {};

  constructor(
    atlas: LocalAtlas,
    private readonly clock: VirtualClock,
    private readonly options: ProcessOptions,
  ) {
    this.death = new Promise((resolve) => {
      this.die = resolve;
    });
    const environment = {
      ...atlas.environment,
      PULUMI_ATLAS_STREAMS_LOG: "debug",
      ...(options.adopt ? { PULUMI_ATLAS_STREAMS_ADOPT: "1" } : {}),
    };
    const transport = this.mortal(createTransport({ timeoutMs: requestTimeoutMs }));
    this.runtime = createRuntime(() => undefined, environment, { clock, log: options.log, transport });
  }

  async check(olds: JsonObject, news: JsonObject): Promise<CheckResult> {
    return guarded(this.runtime, "check", [news], async () => {
      const result = check(this.runtime, olds, news);
      if (!result.failures?.length) await noticeAdoption(this.runtime, olds, programInputs(news));
      return result;
    });
  }

  async diff(id: string, olds: JsonObject, news: JsonObject): Promise<DiffResult> {
    return guarded(this.runtime, "compare", [id, olds, news], () => diff(this.runtime, id, olds, news));
  }

  async create(props: JsonObject): Promise<CreateResult> {
    return guarded(this.runtime, "create", [props], () => create(this.runtime, props));
  }

  async read(id: string, props: JsonObject): Promise<ReadResult> {
    return guarded(this.runtime, "read", [id, props], () => read(this.runtime, id, props));
  }

  async update(id: string, olds: JsonObject, news: JsonObject): Promise<UpdateResult> {
    return guarded(this.runtime, "update", [id, olds, news], () => update(this.runtime, id, olds, news));
  }

  async delete(id: string, props: JsonObject): Promise<void> {
    return guarded(this.runtime, "delete", [id, props], () => deleteConnection(this.runtime, id, props));
  }

  /** Resolves when the server has done whatever this process had asked for, dead or alive. */
  async quiet(): Promise<void> {
    while (this.exchanges.size > 0) await Promise.allSettled(this.exchanges);
  }

  /** A dead process hears of no answer any more; what it sent goes its way. */
  private mortal(exchange: Exchange): Exchange {
    return async (request) => {
      if (this.dead) return never();
      const answer = this.clock.during(exchange(request));
      this.exchanges.add(answer);
      try {
        return await answer;
      } finally {
        this.exchanges.delete(answer);
        this.answered++;
        if (this.answered === this.options.diesAfter) {
          this.dead = true;
          this.die("dead");
        }
        if (this.dead) await never();
      }
    };
  }
}

function never(): Promise<never> {
  return new Promise(() => {});
}
