import { requests } from "../../messages/requests";
import { AtlasError, type AtlasErrorOptions } from "./atlasError";

/** Atlas does not list the failover connection. */
export class NotListedError extends AtlasError {
  override readonly name = "NotListedError" as const;

  constructor(request: AtlasErrorOptions["request"]) {
    super(requests.notListed.text, { request });
  }
}
