import type { JsonObject } from "../shared/json";

/**
 * The connection exists, but is not what the program wants yet. Pulumi's host reads `id`, `properties` and `reasons`
 * of an error thrown by create or update, and keeps the resource in the state instead of forgetting it.
 */
export class InitializationError extends Error {
  override readonly name = "InitializationError" as const;
  readonly reasons: string[];

  /** @param properties the outputs so far, with `__provider`, which the host does not add here. */
  constructor(
    readonly id: string,
    readonly properties: JsonObject,
    reason: Error,
  ) {
    super(reason.message);
    this.reasons = [reason.message];
  }
}
