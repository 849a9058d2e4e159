import type { Connection } from "../../atlas/connection";
import { createdAt } from "../../atlas/connectionId";
import { type Address, located, nameOf } from "../../connections/address";
import type { Desired } from "../../connections/desired";
import { lostFields, record } from "../../connections/mismatch";
import { stateOf } from "../../connections/state";
import { operations } from "../../messages/operations";
import type { Runtime } from "../../process/runtime";
import type { Ownership, Situation } from "./decide";
import { absent, type Observed, observedIn, type Status } from "./observe";
import { Backoff, type Deadline } from "./wait";

/** Atlas shows a new connection within seconds. After this time, in milliseconds, Atlas has lost it. */
const missingAfterMs = 20_000;
const maxRecreations = 2;
export const maxResends = 2;

/** The knowledge of one reconciliation: what was sent, what Atlas accepted and what it shows. */
export class Progress implements Situation {
  ownership: Ownership = "foreign";
  observed: Observed = absent;
  /** The last accepted response. Once it is set, the state holds the connection even if a later step fails. */
  accepted: Connection | undefined;
  /** Set when the connection was found, not created; see `Owners`. */
  adoptionId: string | undefined;
  /** Atlas' 409 to the last POST. */
  conflictError: unknown;
  /** The errors of the POSTs without a response. */
  lostResponses: unknown[] = [];
  /** POSTs sent for this creation. */
  posts = 0;
  /** When the first POST of this creation was sent, in milliseconds of our clock. */
  firstPostAt: number | undefined;
  recreations = 0;
  resends = 0;
  /** No GET has observed the connection since the last write. */
  isStale = true;
  /** Milliseconds since the epoch. */
  absentSince: number | undefined;
  backoff: Backoff;
  /** Without a write, there is nothing to verify. */
  private hasWritten = true;

  constructor(
    readonly runtime: Runtime,
    readonly desired: Desired,
    readonly deadline: Deadline,
  ) {
    this.backoff = new Backoff(runtime, deadline, "writes");
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
    progress.assumePending(connection);
    return progress;
  }

  get name(): string {
    return nameOf(this.desired.address);
  }

  /** Where Atlas shows what it has accepted. */
  get address(): Address {
    return located(this.desired.address, this.accepted ?? {});
  }

  /** What is desired of the connection that Atlas shows. */
  get desiredThere(): Desired {
    return { ...this.desired, address: located(this.desired.address, this.connection) };
  }

  get status(): Status {
    const { observed, runtime } = this;
    // Atlas may still show a connection of this name that another hook has just deleted.
    if (observed.status !== "absent" && runtime.owners.isDeleted(observed.connection.id)) return "deleting";
    return observed.status;
  }

  /** The connection that Atlas shows. */
  get connection(): Connection {
    if (this.observed.status === "absent") throw new Error(operations.missing.text);
    return this.observed.connection;
  }

  get matches(): boolean {
    return this.lostFields.length === 0;
  }

  get fresh(): boolean {
    const { observed, accepted, lostResponses, firstPostAt, runtime } = this;
    if (observed.status === "absent" || firstPostAt === undefined) return false;
    const { id } = observed.connection;
    // Atlas shows the connection again that it had lost.
    if (id && id === accepted?.id) return true;
    if (lostResponses.length === 0) return false;
    const created = createdAt(id);
    const posted = runtime.client.atlasTimeAt(firstPostAt);
    // Both times are exact to the second.
    return created !== undefined && posted !== undefined && created > posted - 2_000;
  }

  get conflict(): boolean {
    return this.conflictError !== undefined;
  }

  get adopt(): boolean {
    return this.desired.adopt || this.runtime.adoptAll;
  }

  get missing(): boolean {
    const now = this.runtime.clock.now();
    return this.absentSince !== undefined && now - this.absentSince >= missingAfterMs;
  }

  get mayRecreate(): boolean {
    return this.recreations < maxRecreations;
  }

  get mayResend(): boolean {
    return this.resends < maxResends && !this.lostFields.includes("type");
  }

  /** Without `verifyWrites`, only fields that were sent again are verified after a pause. */
  get mustVerify(): boolean {
    return this.hasWritten && (this.runtime.verifyWrites || this.resends > 0);
  }

  /** The fields that have neither the desired value nor the value in Atlas' response to our write. */
  get lostFields(): string[] {
    const { desired, connection, accepted, ownership } = this;
    // Most creations end with the response to their POST, so the comparison is skipped.
    if (!this.hasWritten || connection === accepted) return [];
    // The response for a connection that Atlas has lost says nothing about another one of its name.
    const isOwned = accepted !== undefined && ownership === "owned";
    return lostFields(desired, connection, isOwned ? record(desired, accepted) : {});
  }

  /** Records that Atlas has accepted the connection. From now on, the spelling of its response counts as desired. */
  accept(response: Connection, adoptionId?: string): void {
    this.ownership = "owned";
    this.accepted = response;
    this.adoptionId = adoptionId;
    this.conflictError = undefined;
    this.lostResponses = [];
    this.resends = 0;
    // Once Atlas has lost the connection, its response alone does not prove that it keeps the next one.
    const isProof = this.recreations === 0 && !this.mustVerify;
    if (isProof && stateOf(response) === "READY") this.observed = observedIn(response);
    else this.assumePending(response);
  }

  /** Counts the connection as pending until the next GET shows the result of the write. */
  assumePending(connection: Connection): void {
    this.observed = { status: "pending", connection };
    this.isStale = true;
    this.backoff = new Backoff(this.runtime, this.deadline, "looks");
  }
}
