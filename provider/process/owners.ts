import { randomUUID } from "node:crypto";
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

  constructor(private readonly shared?: SharedOwners) {}

  /** Records that the resource with these outputs owns the connection. */
  record(id: string, outputs: JsonObject): void {
    const key = keyOf(outputs);
    this.keys.set(id, key);
    // Other processes need to know only of a connection that may have had another owner.
    if (outputs.adoptionId !== undefined || this.shared?.get(id) !== undefined) this.shared?.set(id, key);
  }

  /**
   * Records that a new resource takes over an existing connection.
   *
   * @returns the adoption id for its outputs.
   */
  takeOver(id: string): string {
    const adoptionId = newAdoptionId();
    this.record(id, { adoptionId });
    return adoptionId;
  }

  isOwnedByAnother(id: string, outputs: JsonObject): boolean {
    const owner = this.keys.get(id) ?? this.shared?.get(id);
    return owner !== undefined && owner !== keyOf(outputs);
  }
}
