import { relative } from "node:path";
import fc from "fast-check";

/**
 * Number of runs of the fault tests: few in `npm test`, many in `npm run test:faults`, which sets these variables.
 */
const { FAULTS_LONG, FAULTS_SEED, FAULTS_PATH, FAULTS_RUNS } = process.env;

export const isLong = FAULTS_LONG === "1";

/** The short form uses a fixed seed, so that only a change of the code can make it fail. */
const fixedSeed = 20_261_124;

/** Number of runs of a property. */
export interface Runs {
  short: number;
  long: number;
  /** Reports the first failure without shrinking, because each attempt would take half a minute. */
  unshrunk?: boolean;
}

/**
 * Checks a property with the configured number of runs. A failure includes the command that reproduces it.
 *
 * @param file the test's `__filename`.
 */
export async function assertProperty<T>(
  property: fc.IAsyncProperty<T>,
  runs: Runs,
  file: string,
): Promise<void> {
  const seed = FAULTS_SEED ? Number(FAULTS_SEED) : isLong ? Math.floor(Math.random() * 2 ** 31) : fixedSeed;
  const details = await fc.check(property, {
    seed,
    // A path reproduces one shrunk run.
    numRuns: FAULTS_PATH ? 1 : FAULTS_RUNS ? Number(FAULTS_RUNS) : runs[isLong ? "long" : "short"],
    endOnFailure: runs.unshrunk === true || FAULTS_PATH !== undefined,
    ...(FAULTS_PATH ? { path: FAULTS_PATH } : {}),
  });
  console.log(`      ${details.numRuns} schedules, seed ${seed}`);
  if (!details.failed) return;
  const test = relative(process.cwd(), file);
  throw new Error(
    `reproduce with: npm run test:faults -- --seed ${seed} --path ${details.counterexamplePath} ${test}\n` +
      fc.defaultReportMessage(details),
    { cause: details.errorInstance },
  );
}
