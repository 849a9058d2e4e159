/** From this duration on, a failed attempt is too expensive for each waiting request to make one, in milliseconds. */
export const slowAttemptMs = 1_000;

/** The last failure of a workspace whose requests have used up their attempts. */
interface Outage {
  /** Milliseconds since the epoch. */
  failedAt: number;
  /** Duration of the failed attempt, in milliseconds. */
  attemptMs: number;
  /** What failed, for the requests that share the failure. */
  error: Error;
}

/** The part of a URL that identifies a workspace. */
const workspacePath = /\/groups\/[^/]+\/streams\/[^/]+/;

/**
 * The outages of each workspace. One request makes the whole series of attempts; until any request of the workspace gets
 * an answer of Atlas, each of the others makes a single attempt.
 */
export class Outages {
  private readonly outages = new Map<string, Outage>();

  /** @param maxAgeMs an outage is forgotten this long after its last failure. */
  constructor(private readonly maxAgeMs: number) {}

  /** The outage of the request's workspace. */
  find(url: string, now: number): Outage | undefined {
    const outage = this.outages.get(keyOf(url));
    return outage && now - outage.failedAt <= this.maxAgeMs ? outage : undefined;
  }

  /** A request has used up its attempts, or has failed during an outage. */
  add(url: string, outage: Outage): void {
    this.outages.set(keyOf(url), outage);
  }

  /** Atlas has answered. */
  end(url: string): void {
    this.outages.delete(keyOf(url));
  }
}

function keyOf(url: string): string {
  return workspacePath.exec(url)?.[0] ?? url;
}
