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

/** Request timeout in real milliseconds. The server responds in one or two. */
const requestTimeoutMs = 200;

export interface ProcessOptions {
  /** Run with PULUMI_ATLAS_STREAMS_ADOPT=1. */
  adopt?: boolean;
  /** Number of responses after which the process and its CLI are killed. */
  diesAfter?: number | undefined;
  /** Called with every log line. */
  log: (line: string) => void;
}

/** A provider process: the real hooks with their own runtime, composed as in `resource/index.ts`. */
export class ProviderProcess {
  /** Resolves when the process is killed. */
  readonly death: Promise<"dead">;
  dead = false;
  private readonly runtime: Runtime;
  private readonly exchanges = new Set<Promise<unknown>>();
  private responses = 0;
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
    const transport = this.killable(createTransport({ timeoutMs: requestTimeoutMs }));
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

  /** Resolves when the server has processed all requests of this process, also of a killed one. */
  async idle(): Promise<void> {
    while (this.exchanges.size > 0) await Promise.allSettled(this.exchanges);
  }

  /** A killed process receives no more responses, but the server still processes its requests. */
  private killable(exchange: Exchange): Exchange {
    return async (request) => {
      if (this.dead) return never();
      const response = this.clock.during(exchange(request));
      this.exchanges.add(response);
      try {
        return await response;
      } finally {
        this.exchanges.delete(response);
        this.responses++;
        if (this.responses === this.options.diesAfter) {
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
