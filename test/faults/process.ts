import type { LocalAtlas } from "../../atlas-local";
import type { Exchange } from "../../provider/atlas/http";
import { type Hooks, hooksOf } from "../../provider/resource/hooks";
import { runtimeFor } from "../support/runtime";
import type { VirtualClock } from "../support/virtualClock";

/** Virtual milliseconds. Short, so that several timeouts of one request do not use up its time for retries. */
const timeoutMs = 1_000;

export interface ProcessOptions {
  /** Run with PULUMI_ATLAS_STREAMS_ADOPT=1. */
  adopt?: boolean;
  /** Number of responses after which the process and its CLI are killed. */
  diesAfter?: number | undefined;
  /** Receives the log lines. */
  lines: string[];
}

/** A provider process: the real hooks with their own runtime. */
export class ProviderProcess {
  readonly hooks: Hooks;
  /** Resolves when the process is killed. */
  readonly death: Promise<"dead">;
  dead = false;
  private readonly exchanges = new Set<Promise<unknown>>();
  private responses = 0;
  private die: (how: "dead") => void = () => {};

  constructor(
    atlas: LocalAtlas,
    clock: VirtualClock,
    private readonly options: ProcessOptions,
  ) {
    this.death = new Promise((resolve) => {
      this.die = resolve;
    });
    const environment = {
      PULUMI_ATLAS_STREAMS_LOG: "debug",
      ...(options.adopt ? { PULUMI_ATLAS_STREAMS_ADOPT: "1" } : {}),
    };
    const { lines } = options;
    const wrap = (send: Exchange) => this.killable(send);
    const { runtime } = runtimeFor(atlas, undefined, { environment, clock, lines, timeoutMs, wrap });
    this.hooks = hooksOf(() => runtime);
  }

  /** Resolves when the server has processed all requests of this process, also of a killed one. */
  async idle(): Promise<void> {
    while (this.exchanges.size > 0) await Promise.allSettled(this.exchanges);
  }

  /** A killed process receives no more responses, but the server still processes its requests. */
  private killable(exchange: Exchange): Exchange {
    return async (request) => {
      if (this.dead) return never();
      const response = exchange(request);
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
