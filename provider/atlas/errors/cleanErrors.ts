import { isObject, parseJson } from "../../shared/json";
import type { Exchange } from "../http";

/** Parts of an error that programs compare. They are no sentences that could repeat what was sent. */
const codes: ReadonlySet<string> = new Set(["error", "errorCode"]);
const code = /^[A-Za-z][A-Za-z0-9_]{2,99}$/;

/**
 * Replaces what must not be shown in a text of the server.
 *
 * @param body of the request that the server answers, if it had one.
 */
export type Clean = (text: string, body?: string) => string;

/**
 * Cleans the texts of every error when it arrives, so that no message can be made from another text.
 */
export function withCleanErrors(exchange: Exchange, clean: Clean): Exchange {
  return async (request) => {
    const response = await exchange(request);
    if (response.status < 300) return response;
    const cleanText = (text: string) => clean(text, request.body);
    const { "x-error-code": errorCode, "content-type": contentType, ...headers } = response.headers;
    const parsed = parseJson(response.body);
    return {
      ...response,
      headers: {
        ...headers,
        ...(errorCode === undefined ? {} : { "x-error-code": cleanCode(errorCode, cleanText) }),
        ...(contentType === undefined ? {} : { "content-type": cleanText(contentType) }),
      },
      // Another body is never shown.
      body: isObject(parsed) ? JSON.stringify(cleaned(parsed, cleanText)) : response.body,
    };
  };
}

function cleaned(value: unknown, clean: (text: string) => string, key = ""): unknown {
  if (typeof value === "string") return codes.has(key) ? cleanCode(value, clean) : clean(value);
  if (Array.isArray(value)) return value.map((child) => cleaned(child, clean));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [name, cleaned(child, clean, name)]),
  );
}

function cleanCode(text: string, clean: (text: string) => string): string {
  return code.test(text) ? text : clean(text);
}
