import { requests } from "../../messages/requests";
import type { HttpRequest } from "../http";
import { AtlasError } from "./atlasError";

/** The request was not sent: while it waited for its turn, another request to the workspace failed because of an outage. */
export class OutageError extends AtlasError {
  override readonly name = "OutageError" as const;

  /** @param other the error of the other request. */
  constructor(request: Pick<HttpRequest, "method" | "url">, other: Error) {
    const hint = other instanceof AtlasError ? other.hint : undefined;
    super(requests.outage.text.notSent(other.message), { request, hint, cause: other });
  }
}
