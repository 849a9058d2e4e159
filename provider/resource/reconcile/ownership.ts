import { randomUUID } from "node:crypto";
import type { SharedMarks } from "../../process/sharedMarks";
import type { JsonObject } from "../../shared/json";

/** Which of several resources of one id this is. A resource has the same text in each of its hooks. */
function markOf({ connectionId, adoptionId }: JsonObject): string {
  return `${connectionId ?? ""}/${adoptionId ?? ""}`;
}

/** Tells a resource from any other of its id, where Atlas' own id does not. */
export function newAdoptionId(): string {
  return randomUUID().slice(0, 13);
}

/**
 * Which resource of the program has each connection, as far as this run of the CLI knows. Two resources have one id
 * where a renamed one, without an alias, has taken the connection over. The engine then deletes the former resource, at
 * the end of the same `up` or, where that failed, of a later one; the connection must stay.
 */
export class Holders {
  private readonly marks = new Map<string, string>();

  constructor(private readonly shared?: SharedMarks) {}

  /** The resource with these outputs has the connection, and keeps it. */
  hold(id: string, outputs: JsonObject): void {
    this.marks.set(id, markOf(outputs));
    // Other processes must know only of what may have had another holder.
    if (outputs.adoptionId !== undefined || this.shared?.get(id) !== undefined)
      this.shared?.set(id, markOf(outputs));
  }

  /**
   * A new resource is about to take over what it found; from now on nobody else deletes it.
   *
   * @returns what tells the resource from one that may have had the connection before; for its outputs.
   */
  takeOver(id: string): string {
    const adoptionId = newAdoptionId();
    this.hold(id, { adoptionId });
    return adoptionId;
  }

  /** True where another resource than the one with these outputs has the connection. */
  isHeldByAnother(id: string, outputs: JsonObject): boolean {
    const mark = this.marks.get(id) ?? this.shared?.get(id);
    return mark !== undefined && mark !== markOf(outputs);
  }
}
