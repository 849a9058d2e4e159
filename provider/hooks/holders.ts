import { randomUUID } from "node:crypto";
import type { JsonObject } from "../connections/json";

/** Which of several resources of one id this is. A resource has the same text in each of its hooks. */
function markOf({ connectionId, adoptionId }: JsonObject): string {
  return `${connectionId ?? ""}/${adoptionId ?? ""}`;
}

/**
 * Which resource of the program has each connection, as far as this process knows. Two resources have one id where a
 * renamed one, without an alias, has taken the connection over. The engine then deletes the former resource, at the
 * end of the same `up` or, where that failed, of a later one; the connection must stay.
 */
export class Holders {
  private readonly marks = new Map<string, string>();
  private readonly adoptions = new Map<string, string>();

  /** The resource with these outputs has the connection, and keeps it. */
  hold(id: string, outputs: JsonObject): void {
    this.marks.set(id, markOf(outputs));
  }

  /** A new resource is about to take over what it found; from now on nobody else deletes it. */
  takeOver(id: string): void {
    const adoptionId = randomUUID();
    this.adoptions.set(id, adoptionId);
    this.hold(id, { adoptionId });
  }

  /** What tells the resource that took the connection over from one that may have had it before. */
  adoptionOf(id: string): string | undefined {
    return this.adoptions.get(id);
  }

  /** True where another resource than the one with these outputs has the connection. */
  isHeldByAnother(id: string, outputs: JsonObject): boolean {
    const mark = this.marks.get(id);
    return mark !== undefined && mark !== markOf(outputs);
  }
}
