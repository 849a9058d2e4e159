import assert from "node:assert/strict";
import fc from "fast-check";
import { defaultApiKey, type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { unmarked } from "../support/unmarked";
import { VirtualClock } from "../support/virtualClock";
import { assertConsistent } from "./agreement";
import { type Declared, Engine, type Outcome } from "./engine";
import { withFingerprints } from "./fingerprints";
import { readable } from "./marks";
import { assertProperty, isLong } from "./options";
import { ProviderProcess } from "./process";
import { programs, secretMark } from "./programs";
import {
  addFaults,
  type Disruption,
  disruptions,
  isMild,
  type ServerBehavior,
  serverBehaviors,
} from "./schedules";

/** Maximum number of ups with faults per version; afterwards there are none. */
const maxUpsWithFaults = 3;

const schedules = fc.record({
  versions: programs(),
  disruptions: fc.array(disruptions, { minLength: 5, maxLength: 5 }),
  serverBehavior: serverBehaviors,
  parallel: fc.constantFrom(1, 4, 16),
});

/** Runs the versions of one program in order, and repeats `up` until each succeeds. */
class ProgramRun {
  /** All output that a user can read. */
  readonly seen: string[] = [];
  private readonly engine: Engine;

  constructor(
    private readonly atlas: LocalAtlas,
    private readonly clock: VirtualClock,
    parallel: number,
    private readonly spelling: boolean,
  ) {
    this.engine = new Engine(parallel);
  }

  /** Repeats `pulumi up` until it succeeds. With mild disruptions, the first one must succeed. */
  async bringUp(program: Declared[], disruption: Disruption): Promise<void> {
    addFaults(this.atlas, disruption.faults);
    let outcome = await this.up(program, false, disruption.killedAfter);
    if (isMild(disruption)) assert.deepEqual(outcome.errors, [], "failures of an up with mild faults");
    let adopt = false;
    for (let ups = 1; failed(outcome); ups++) {
      if (ups === maxUpsWithFaults) this.atlas.clearFaults();
      assert.ok(ups <= maxUpsWithFaults, `still fails without faults: ${outcome.errors.join("\n")}`);
      adopt ||= needsAdoption(outcome);
      outcome = await this.up(program, adopt);
    }
    this.atlas.clearFaults();
    await this.assertAllWell(program);
  }

  private async assertAllWell(program: Declared[]): Promise<void> {
    const { atlas, engine, spelling } = this;
    assertConsistent(program, engine.state, atlas, { spelling, inState: withFingerprints });
    this.assertNoSecretSeen();

    // Longer than the eventual consistency of Atlas' reads.
    await this.clock.sleep(60_000);
    atlas.clearRequests();
    assert.deepEqual(await this.up(program, false), { errors: [], killed: false });
    assert.deepEqual(atlas.requests, [], "requests of an up without changes");

    const before = unmarked(engine.state);
    await engine.refresh(this.process());
    assert.deepEqual(unmarked(engine.state), before, "drift");
    this.assertNoSecretSeen();
  }

  private assertNoSecretSeen(): void {
    const stored = this.engine.state.flatMap(({ inputs, outputs }) =>
      [inputs, outputs].map((properties) =>
        properties.secretsInState === false ? JSON.stringify(properties) : readable(properties),
      ),
    );
    const leaks = [...this.seen, ...stored].filter(
      (text) => text.includes(secretMark) || text.includes(defaultApiKey.privateKey),
    );
    assert.deepEqual(leaks, [], "secrets");
  }

  private async up(program: Declared[], adopt: boolean, diesAfter?: number): Promise<Outcome> {
    const process = this.process({ adopt, diesAfter });
    const outcome = await this.engine.up(program, process);
    await process.idle();
    this.seen.push(...outcome.errors);
    return outcome;
  }

  private process(options: { adopt?: boolean; diesAfter?: number | undefined } = {}): ProviderProcess {
    return new ProviderProcess(this.atlas, this.clock, { ...options, lines: this.seen });
  }
}

function secretsOutOfState(declared: Declared): Declared {
  return { ...declared, props: { ...declared.props, secretsInState: false } };
}

function failed({ errors, killed }: Outcome): boolean {
  return killed || errors.length > 0;
}

/** The commands of docs/reliability.md apply after a SIGKILL, and if an error names them. */
function needsAdoption({ errors, killed }: Outcome): boolean {
  return killed || errors.some((error) => error.includes("PULUMI_ATLAS_STREAMS_ADOPT=1"));
}

async function startAtlas(
  { spelling, ...behavior }: ServerBehavior,
  clock: VirtualClock,
): Promise<LocalAtlas> {
  return startLocalAtlas({ ...behavior, dialect: { spelling }, clock: clock.now });
}

describe("random programs under random faults, with the hooks", function () {
  this.timeout(isLong ? 1_800_000 : 400_000);

  /** @param outOfState chooses the versions of the program with `secretsInState: false`. */
  const endConsistent = (outOfState: fc.Arbitrary<boolean>) =>
    fc.asyncProperty(
      schedules,
      fc.array(outOfState, { minLength: 5, maxLength: 5 }),
      async ({ versions, disruptions, serverBehavior, parallel }, without) => {
        const clock = new VirtualClock();
        const atlas = await startAtlas(serverBehavior, clock);
        try {
          const run = new ProgramRun(atlas, clock, parallel, serverBehavior.spelling);
          for (const [version, program] of versions.entries())
            await run.bringUp(
              without[version] ? program.map(secretsOutOfState) : program,
              disruptions[version] ?? { faults: [], killedAfter: undefined },
            );
        } finally {
          await atlas.close();
        }
      },
    );

  it("leave program, state and Atlas consistent", () =>
    assertProperty(endConsistent(fc.constant(false)), { short: 60, long: 500 }, __filename));

  it("leave them consistent with secretsInState: false in all versions", () =>
    assertProperty(endConsistent(fc.constant(true)), { short: 30, long: 300 }, __filename));

  it("leave them consistent with secretsInState: false in some versions", () =>
    assertProperty(endConsistent(fc.boolean()), { short: 30, long: 300 }, __filename));
});
