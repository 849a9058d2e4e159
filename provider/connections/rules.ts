import { z } from "zod";
import { isObject, type JsonObject, valueAt } from "../shared/json";
import { isUnknown } from "./unknown";

/** Reports a broken rule at a path, for example `report("authentication.username", "is required …")`. */
export type Report = (path: string, message: string) => void;

/**
 * A rule over several fields, to be given to `.check(...)`. It runs even when single fields are already refused, so
 * that a user sees every mistake at once; it therefore gets the values as they came.
 */
export function rule(check: (inputs: JsonObject, report: Report) => void) {
  return z.superRefine<JsonObject>(
    (inputs, context) => {
      check(inputs, (path, message) => context.addIssue({ code: "custom", path: path.split("."), message }));
    },
    { when: ({ value }) => isObject(value) },
  );
}

/** True unless the field is surely left out: a container that is not known yet may hold it. */
export function mayBeGiven(inputs: JsonObject, path: string): boolean {
  const keys = path.split(".");
  return (
    keys.some((_, depth) => isUnknown(valueAt(inputs, keys.slice(0, depth)))) ||
    valueAt(inputs, keys) !== undefined
  );
}

/** Reports each of these fields that the program leaves out. */
export function requireFields(
  inputs: JsonObject,
  report: Report,
  reason: string,
  paths: readonly string[],
): void {
  for (const path of paths) {
    if (!mayBeGiven(inputs, path)) report(path, `is required ${reason}`);
  }
}

/** A text that must be a URL with one of these schemes and a host. */
export function url(...schemes: readonly string[]) {
  const allowed = schemes.map((scheme) => `${scheme}://`).join(" or ");
  return z.string().refine(
    (value) => {
      // `new URL` repairs "https:host", back slashes and line breaks; nobody knows what Atlas makes of them.
      if (!/^[a-z]+:\/\/[^\s/\\]\S*$/i.test(value) || !URL.canParse(value)) return false;
      return schemes.includes(new URL(value).protocol.slice(0, -1));
    },
    {
      error: `must be a whole URL that starts with ${allowed}`,
      when: ({ value }) => typeof value === "string",
    },
  );
}

/** Two expressions, for a single one tries every BEGIN with every END: minutes for a long text. */
function isPem(text: string): boolean {
  const begin = /-----BEGIN [A-Z0-9 ]+-----/.exec(text);
  return begin !== null && /-----END [A-Z0-9 ]+-----/.test(text.slice(begin.index + begin[0].length));
}

/** A certificate or key in PEM form: text with `-----BEGIN …-----`. */
export const pem = z.string().refine(isPem, {
  error: 'must be in PEM form: the file\'s content, from "-----BEGIN …-----" to "-----END …-----"',
  when: ({ value }) => typeof value === "string",
});
