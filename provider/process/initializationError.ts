import type { JsonObject } from "../shared/json";

/**
 * The connection exists, but is not yet as desired. Pulumi's host reads `id`, `properties` and `reasons` of an error that
 * create or update throws, and keeps the resource in the state as partly initialised.
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
