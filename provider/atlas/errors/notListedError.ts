import { operations } from "../../messages/operations";
import { AtlasError, type AtlasErrorOptions } from "./atlasError";

/** Atlas does not list the failover connection. */
export class NotListedError extends AtlasError {
  override readonly name = "NotListedError" as const;

  constructor(request: AtlasErrorOptions["request"]) {
    super(operations.notListed.text, { request });
  }
}
