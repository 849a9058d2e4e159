import assert from "node:assert/strict";
import fc from "fast-check";
import { defaultApiKey, type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { capture } from "../support/captured";
import { unmarked } from "../support/unmarked";
import { VirtualClock } from "../support/virtualClock";
import { assertAgreement } from "./agreement";
import { type Declared, Engine, type Outcome } from "./engine";
import { readable } from "./marks";
import { assertProperty, isLong } from "./options";
import { ProviderProcess } from "./process";
import { programs, secretMark } from "./programs";
import { type Hardship, hardships, inflict, isMild, type Weather, weathers } from "./schedules";

/** Ups of one version while things go wrong; after that, they go well. */
const maxUpsInTrouble = 3;

const schedules = fc.record({
  versions: programs(),
  hardships: fc.array(hardships, { minLength: 5, maxLength: 5 }),
  weather: weathers,
  parallel: fc.constantFrom(1, 4, 16),
});

/** One program's life: its versions come up one after the other, each as often as it takes. */
class Story {
  /** Everything that a user could have read. */
  readonly seen: string[] = [];
  private readonly engine: Engine;

  constructor(
    private readonly atlas: LocalAtlas,
    private readonly clock: VirtualClock,
    parallel: number,
  ) {
    this.engine = new Engine(parallel);
  }

  /** `pulumi up` until it succeeds, which is at once where not much goes wrong. */
  async bringUp(program: Declared[], hardship: Hardship): Promise<void> {
    inflict(this.atlas, hardship.troubles);
    let outcome = await this.up(program, false, hardship.killedAfter);
    if (isMild(hardship)) assert.deepEqual(outcome.errors, [], "failures of an up with few troubles");
    let adopt = false;
    for (let ups = 1; failed(outcome); ups++) {
      if (ups === maxUpsInTrouble) this.atlas.clearFaults();
      assert.ok(ups <= maxUpsInTrouble, `still fails when nothing goes wrong: ${outcome.errors.join("\n")}`);
      adopt ||= needsAdoption(outcome);
      outcome = await this.up(program, adopt);
    }
    this.atlas.clearFaults();
    await this.assertAllWell(program);
  }

  private async assertAllWell(program: Declared[]): Promise<void> {
    const { atlas, engine } = this;
    assertAgreement(program, engine.state, atlas);
    this.assertNoSecretSeen();

    // Until reads of Atlas have caught up with writes.
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
    const kept = this.engine.state.flatMap(({ inputs, outputs }) => [readable(inputs), readable(outputs)]);
    const leaks = [...this.seen, ...kept].filter(
      (text) => text.includes(secretMark) || text.includes(defaultApiKey.privateKey),
    );
    assert.deepEqual(leaks, [], "secrets");
  }

  private async up(program: Declared[], adopt: boolean, diesAfter?: number): Promise<Outcome> {
    const process = this.process({ adopt, diesAfter });
    const outcome = await this.engine.up(program, process);
    await process.quiet();
    this.seen.push(...outcome.errors);
    return outcome;
  }

  private process(options: { adopt?: boolean; diesAfter?: number | undefined } = {}): ProviderProcess {
    const log = (line: string) => void this.seen.push(capture("faults", line));
    return new ProviderProcess(this.atlas, this.clock, { ...options, log });
  }
}

function failed({ errors, killed }: Outcome): boolean {
  return killed || errors.length > 0;
}

/** The recipe of docs/reliability.md: after a SIGKILL, and where an error says so. */
function needsAdoption({ errors, killed }: Outcome): boolean {
  return killed || errors.some((error) => error.includes("PULUMI_ATLAS_STREAMS_ADOPT=1"));
}

async function startAtlas(weather: Weather, clock: VirtualClock): Promise<LocalAtlas> {
  return startLocalAtlas({ ...weather, clock: clock.now });
}

describe("random programs under random faults, with the hooks", function () {
  this.timeout(isLong ? 1_800_000 : 120_000);

  it("end with program, state and Atlas the same", async () => {
    const property = fc.asyncProperty(schedules, async ({ versions, hardships, weather, parallel }) => {
      const clock = new VirtualClock();
      const atlas = await startAtlas(weather, clock);
      try {
        const story = new Story(atlas, clock, parallel);
        for (const [version, program] of versions.entries())
          await story.bringUp(program, hardships[version] ?? { troubles: [], killedAfter: undefined });
      } finally {
        await atlas.close();
      }
    });
    await assertProperty(property, { short: 60, long: 500 }, __filename);
  });
});
