import type { HttpRequest, HttpResponse } from "../http";
import { AtlasError } from "./atlasError";

/**
 * Something answered, but not as Atlas does: a proxy's page, a redirect, a truncated body. The body is not shown,
 * because nobody knows what it holds.
 */
export class UnexpectedResponseError extends AtlasError {
  override readonly name = "UnexpectedResponseError" as const;
  readonly status: number;

  constructor(request: HttpRequest, { status, headers, body }: HttpResponse, problem: string) {
    const type = headers["content-type"] ?? "no content type";
    super(
      `the answer is not one of Atlas: ${problem} (status ${status}, ${type}, ${body.length} characters)`,
      {
        request,
        hint: "Check mongodbatlas:baseUrl (or MONGODB_ATLAS_BASE_URL) and whether a proxy stands between this machine and Atlas.",
      },
    );
    this.status = status;
  }
}
