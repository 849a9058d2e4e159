import assert from "node:assert/strict";
import { LastOfRun } from "../../../provider/resource/lastOfRun";
import { VirtualClock } from "../../support/virtualClock";

describe("the last operation of a run", () => {
  let clock: VirtualClock;
  let run: LastOfRun;
  beforeEach(() => {
    clock = new VirtualClock();
    run = new LastOfRun(clock);
  });

  /** Two operations at the same time, as in every run that is not sequential. */
  const startTwo = async () => {
    run.start();
    run.start();
    assert.equal(await run.end(), false);
  };

  it("is found without a pause when operations run one at a time", async () => {
    for (let i = 0; i < 3; i++) {
      run.start();
      assert.equal(await run.end(), true);
    }
    assert.deepEqual(clock.sleeps, []);
  });

  it("is none while another one runs", startTwo);

  it("is found after a pause of 150 ms when operations run at the same time", async () => {
    await startTwo();
    assert.equal(await run.end(), true);
    assert.equal(clock.elapsed, 150);
  });

  it("is not the one that another one follows", async () => {
    await startTwo();
    const ended = run.end();
    await clock.pass(100);
    run.start();
    assert.equal(await ended, false);
    assert.equal(clock.elapsed, 100);
  });

  it("is found after three times the longest pause", async () => {
    await startTwo();
    const ended = run.end();
    await clock.pass(140);
    run.start();
    await ended;
    assert.equal(await run.end(), true);
    assert.deepEqual(clock.sleeps, [150, 420]);
  });

  it("is found after 2 % of the time of the run, at most 2 s", async () => {
    await startTwo();
    await clock.pass(50_000);
    assert.equal(await run.end(), true);
    run.start();
    await clock.pass(500_000);
    assert.equal(await run.end(), true);
    assert.deepEqual(clock.sleeps, [1_000, 2_000]);
  });
});
