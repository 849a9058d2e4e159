import { malformedJson, missingAttribute, unsupportedMediaType } from "../errors";
import type { ServerRequest } from "../serverRequest";

/** @throws ApiError when the body is not JSON. */
export function readJson({ body, contentType }: ServerRequest): unknown {
  if (!contentType || !/^application\/(json|vnd\.atlas\.\d{4}-\d{2}-\d{2}\+json)$/.test(contentType))
    throw unsupportedMediaType();
  if (body.length === 0) throw missingAttribute("body");
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw malformedJson();
  }
}
