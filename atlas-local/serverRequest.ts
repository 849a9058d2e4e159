import type { IncomingMessage } from "node:http";
import { requestTooLarge } from "./errors";

/** A request with its whole body. */
export interface ServerRequest {
  method: string;
  /** Path and query as in the request line. */
  target: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage["headers"];
  authorization: string | undefined;
  /** In lower case, without parameters. */
  contentType: string | undefined;
  /** `http://host:port` or `https://host:port`, as the client addressed the server. */
  origin: string;
  body: Buffer;
}

/** Larger than any realistic certificate. */
const bodyLimit = 32 * 1024 * 1024;

/**
 * @throws ApiError 413 when the body is too large. The body is still read to its end, so that the client receives the response.
 * @throws Error when the client disconnects.
 */
export async function readRequest(message: IncomingMessage): Promise<ServerRequest> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= bodyLimit) chunks.push(chunk);
  }
  if (bytes > bodyLimit) throw requestTooLarge(bodyLimit);
  const target = message.url ?? "/";
  const question = target.indexOf("?");
  return {
    method: message.method ?? "GET",
    target,
    path: question < 0 ? target : target.slice(0, question),
    query: new URLSearchParams(question < 0 ? "" : target.slice(question + 1)),
    headers: message.headers,
    authorization: message.headers.authorization,
    contentType: message.headers["content-type"]?.split(";")[0]?.trim().toLowerCase(),
    origin: `${"encrypted" in message.socket ? "https" : "http"}://${message.headers.host ?? "127.0.0.1"}`,
    body: Buffer.concat(chunks),
  };
}
