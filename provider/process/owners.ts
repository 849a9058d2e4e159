import { randomUUID } from "node:crypto";
import { existing } from "../messages/existing";
import type { JsonObject } from "../shared/json";
import type { SharedOwners } from "./sharedOwners";

/** Distinguishes resources with the same id. Every hook of one resource computes the same key. */
function keyOf({ connectionId, adoptionId }: JsonObject): string {
  return `${connectionId ?? ""}/${adoptionId ?? ""}`;
}

/** Distinguishes resources with the same id where Atlas' own id does not. */
export function newAdoptionId(): string {
  return randomUUID().slice(0, 13);
}

/**
 * The resource that owns each connection, as far as this run of the CLI knows. Two resources have one id after a rename
 * without an alias, when the new resource has taken the connection over. The engine then deletes the former resource,
 * in the same `up` or in a later one, and the connection must stay.
 */
export class Owners {
  private readonly keys = new Map<string, string>();
  private readonly deleted = new Set<string>();

  constructor(private readonly shared?: SharedOwners) {}

  /**
   * The resource with these outputs owns the connection.
   *
   * @returns the reason why other provider processes do not know it, if there is one.
   */
  record(id: string, outputs: JsonObject): string | undefined {
    const key = keyOf(outputs);
    this.keys.set(id, key);
    // Other processes need to know only of a connection that may have had another owner.
    if (outputs.adoptionId === undefined && this.shared?.get(id) === undefined) return undefined;
    try {
      this.shared?.set(id, key);
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  }

  /**
   * Records that a new resource takes over an existing connection.
   *
   * @returns the adoption id for its outputs.
   * @throws Error when other provider processes cannot learn of it: one of them may delete the connection later.
   */
  takeOver(id: string): string {
    const adoptionId = newAdoptionId();
    const failure = this.record(id, { adoptionId });
    if (failure !== undefined) throw new Error(existing.notRecorded.text.adoption(failure));
    return adoptionId;
  }

  isOwnedByAnother(id: string, outputs: JsonObject): boolean {
    const owner = this.keys.get(id) ?? this.shared?.get(id);
    return owner !== undefined && owner !== keyOf(outputs);
  }

  /** Atlas has accepted the deletion of the connection with this id of its own. */
  recordDeletion(connectionId: string): void {
    this.deleted.add(connectionId);
  }

  isDeleted(connectionId: unknown): boolean {
    return typeof connectionId === "string" && this.deleted.has(connectionId);
  }
}
