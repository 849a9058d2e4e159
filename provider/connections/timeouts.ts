import { parseDuration } from "../shared/duration";
import { type JsonObject, valueAt } from "../shared/json";

/** An operation that waits for Atlas, as the input `timeouts` names it. */
export type Operation = "create" | "update" | "delete";

/** The longest time that an operation may take. */
interface Timeout {
  ms: number;
  /** As the program writes it, for messages. */
  text: string;
}

export type Timeouts = Readonly<Record<Operation, Timeout>>;

export const defaultTimeout = "40m";

/** Reads `timeouts` from inputs or outputs. A missing or malformed timeout is 40 minutes: older releases may have stored one. */
export function parseTimeouts(properties: JsonObject): Timeouts {
  const timeoutOf = (operation: Operation): Timeout => {
    const value = valueAt(properties, ["timeouts", operation]);
    const text = typeof value === "string" && parseDuration(value) ? value : defaultTimeout;
    return { ms: parseDuration(text) ?? 0, text };
  };
  return { create: timeoutOf("create"), update: timeoutOf("update"), delete: timeoutOf("delete") };
}
