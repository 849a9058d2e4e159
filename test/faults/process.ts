import type { LocalAtlas } from "../../atlas-local";
import type { Exchange } from "../../provider/atlas/http";
import { createTransport } from "../../provider/atlas/transport";
import { createRuntime } from "../../provider/process/runtime";
import { type Hooks, hooksOf } from "../../provider/resource/hooks";
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

/** A provider process: the real hooks with a runtime of their own. */
export class ProviderProcess {
  readonly hooks: Hooks;
  /** Resolves when the process is killed. */
  readonly death: Promise<"dead">;
  dead = false;
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
    const runtime = createRuntime(() => undefined, environment, { clock, log: options.log, transport });
    this.hooks = hooksOf(() => runtime);
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
