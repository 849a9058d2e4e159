import { relative } from "node:path";
import fc from "fast-check";

/**
 * How much the fault tests do: little as part of `npm test`, much with `npm run test:faults`, which sets these
 * variables.
 */
const { FAULTS_LONG, FAULTS_SEED, FAULTS_PATH, FAULTS_RUNS } = process.env;

export const isLong = FAULTS_LONG === "1";

/** The short form is always the same, so that it fails because of a change, and not by luck. */
const everyDaysSeed = 20_261_124;

/** How many runs a property gets. */
export interface Runs {
  short: number;
  long: number;
  /** Report the first failure as it is, where each attempt to make it smaller would take half a minute. */
  unshrunk?: boolean;
}

/**
 * Checks a property as often as the form asks for, and says after a failure how to see it again.
 *
 * @param file the test's `__filename`.
 */
export async function assertProperty<T>(
  property: fc.IAsyncProperty<T>,
  runs: Runs,
  file: string,
): Promise<void> {
  const seed = FAULTS_SEED
    ? Number(FAULTS_SEED)
    : isLong
      ? Math.floor(Math.random() * 2 ** 31)
      : everyDaysSeed;
  const details = await fc.check(property, {
    seed,
    // A path leads to one run, shrunk already.
    numRuns: FAULTS_PATH ? 1 : FAULTS_RUNS ? Number(FAULTS_RUNS) : runs[isLong ? "long" : "short"],
    endOnFailure: runs.unshrunk === true || FAULTS_PATH !== undefined,
    ...(FAULTS_PATH ? { path: FAULTS_PATH } : {}),
  });
  console.log(`      ${details.numRuns} schedules, seed ${seed}`);
  if (!details.failed) return;
  const test = relative(process.cwd(), file);
  throw new Error(
    `again with: npm run test:faults -- --seed ${seed} --path ${details.counterexamplePath} ${test}\n` +
      fc.defaultReportMessage(details),
    { cause: details.errorInstance },
  );
}
