import type { Connection } from "../../atlas/connection";
import type { Desired } from "../../connections/desired";
import { mismatchedFields } from "../../connections/mismatch";
import type { Runtime } from "../../process/runtime";
import type { Ownership, Situation } from "./decide";
import { absent, type Observed, observedIn, stateOf } from "./observe";
import { Backoff, type Deadline } from "./wait";

/** Milliseconds. A new connection may be invisible for seconds; Atlas has lost one that stays so for longer. */
const missingAfterMs = 20_000;
const maxRecreations = 2;
export const maxResends = 2;

/** What is known of one connection while it is reconciled. */
export class Progress {
  ownership: Ownership = "foreign";
  observed: Observed = absent;
  /** As Atlas accepted it last. From then on the connection belongs in the state, whatever fails. */
  accepted: Connection | undefined;
  /** There when the connection was found, not created; see `Owners`. */
  adoptionId: string | undefined;
  /** Atlas' 409 to the last POST. */
  conflict: unknown;
  /** The errors of those POSTs that had no response. */
  lostResponses: unknown[] = [];
  /** POSTs sent for this creation. */
  posts = 0;
  recreations = 0;
  resends = 0;
  /** No GET has observed the connection since the last write. */
  isStale = true;
  /** Milliseconds since the epoch. */
  absentSince: number | undefined;
  backoff: Backoff;
  /** False when nothing was written, so that there is nothing to compare. */
  private hasWritten = true;
  /** Fields that Atlas' response to our write shows in another spelling. */
  private respelled: readonly string[] = [];

  constructor(
    readonly runtime: Runtime,
    readonly desired: Desired,
    readonly deadline: Deadline,
  ) {
    this.backoff = new Backoff(runtime, deadline);
  }

  /**
   * Starts from a connection of the state, which must not be created again.
   *
   * @param hasWritten an update has just sent it a PATCH.
   */
  static ofExisting(
    runtime: Runtime,
    desired: Desired,
    deadline: Deadline,
    connection: Connection,
    hasWritten: boolean,
  ): Progress {
    const progress = new Progress(runtime, desired, deadline);
    progress.ownership = "owned";
    progress.accepted = connection;
    progress.hasWritten = hasWritten;
    progress.recreations = maxRecreations;
    progress.expectPending(connection);
    return progress;
  }

  get name(): string {
    return this.desired.address.connectionName;
  }

  /** The connection that Atlas shows. */
  get connection(): Connection {
    if (this.observed.status === "absent") throw new Error(`Atlas shows no connection ${this.name}`);
    return this.observed.connection;
  }

  /** A concurrent write of another program may undo ours. Only then, or if the user asks for it, is a write verified. */
  get mustVerify(): boolean {
    return this.hasWritten && (this.runtime.verifyWrites || this.resends > 0);
  }

  /** The fields that Atlas accepted, or never accepted, and shows with another value. */
  get lostFields(): string[] {
    if (this.observed.status === "absent" || !this.hasWritten) return [];
    const mismatched = mismatchedFields(this.desired, this.observed.connection);
    return mismatched.filter((field) => !this.respelled.includes(field));
  }

  situation(): Situation {
    const { runtime, desired, absentSince, lostFields } = this;
    return {
      status: this.observed.status,
      ownership: this.ownership,
      matches: lostFields.length === 0,
      conflict: this.conflict !== undefined,
      adopt: desired.adopt || runtime.adoptAll,
      missing: absentSince !== undefined && runtime.clock.now() - absentSince >= missingAfterMs,
      mayRecreate: this.recreations < maxRecreations,
      mayResend: this.resends < maxResends && !lostFields.includes("type"),
    };
  }

  /** Atlas has accepted the connection. The spelling of its response counts as desired from now on. */
  accept(response: Connection, adoptionId?: string): void {
    this.ownership = "owned";
    this.accepted = response;
    this.adoptionId = adoptionId;
    this.respelled = mismatchedFields(this.desired, response);
    this.conflict = undefined;
    this.lostResponses = [];
    this.resends = 0;
    if (stateOf(response) === "READY" && !this.mustVerify) this.observed = observedIn(response);
    else this.expectPending(response);
  }

  /** Only the next GET tells what became of a write. */
  expectPending(connection: Connection): void {
    this.observed = { status: "pending", connection };
    this.isStale = true;
    this.backoff = new Backoff(this.runtime, this.deadline);
  }
}
