import { isObject } from "../../shared/json";

/** Maximum length of a line, as formatters have it. */
export const lineWidth = 80;

/** Code in the place of a value. */
export class Code {
  constructor(readonly text: string) {}
}

/** A call in the place of a value. */
export class Call extends Code {
  constructor(
    readonly callee: string,
    readonly argument: string,
  ) {
    super(`${callee}(${JSON.stringify(argument)})`);
  }
}

/**
 * A value as TypeScript, formatted.
 *
 * @param indent number of spaces before the line of the value.
 * @param column where the value begins in its line.
 */
export function literal(value: unknown, indent = 0, column = indent): string {
  const short = inline(value);
  // The comma, bracket or semicolon after the value needs one more column.
  if (short !== undefined && column + short.length < lineWidth) return short;
  const inner = indent + 2;
  const lines = (parts: string[]) => parts.map((part) => `\n${" ".repeat(inner)}${part},`).join("");
  const end = `\n${" ".repeat(indent)}`;
  if (Array.isArray(value)) return `[${lines(value.map((child) => literal(child, inner)))}${end}]`;
  if (value instanceof Call) return `${value.callee}(${lines([JSON.stringify(value.argument)])}${end})`;
  if (isObject(value))
    return `{${lines(Object.entries(value).map(([key, child]) => property(key, child, inner)))}${end}}`;
  return short ?? String(value);
}

/** One line of an object, without its comma. */
export function property(key: string, value: unknown, indent: number): string {
  const start = `${propertyName(key)}:`;
  const column = indent + start.length + 1;
  const text = literal(value, indent, column);
  // A long text gets a line of its own.
  const isLong = typeof value === "string" && !text.startsWith("`") && column + text.length >= lineWidth;
  return isLong ? `${start}\n${" ".repeat(indent + 2)}${text}` : `${start} ${text}`;
}

/** A value on one line; undefined when several lines are easier to read. */
function inline(value: unknown): string | undefined {
  if (value instanceof Code) return value.text;
  if (typeof value === "string")
    return /\n[\s\S]/.test(value) && !bidirectional.test(value) ? template(value) : quoted(value);
  if (Array.isArray(value)) return joined("[", value.map(inline), "]");
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value);
  if (entries.length === 0) return "{}";
  if (entries.some(([, child]) => isObject(child) && !(child instanceof Code))) return undefined;
  const parts = entries.map(([key, child]) => {
    const text = inline(child);
    return text === undefined ? undefined : `${propertyName(key)}: ${text}`;
  });
  return joined("{ ", parts, " }");
}

function joined(start: string, parts: readonly (string | undefined)[], end: string): string | undefined {
  // The lines of a template must not be joined.
  if (parts.some((part) => part === undefined || part.includes("\n"))) return undefined;
  return `${start}${parts.join(", ")}${end}`;
}

/** A text of several lines. `\r` is escaped, because a template turns `\r\n` into `\n`. */
function template(text: string): string {
  const escaped = text.replace(/[\\`]|\$(?=\{)/g, "\\$&").replaceAll("\r", "\\r");
  return `\`${escaped}\``;
}

/** Characters that change the direction of writing, so that a line looks different from what it is. */
const bidirectional = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

function quoted(text: string): string {
  return JSON.stringify(text).replace(bidirectional, (character) => {
    return `\\u${character.charCodeAt(0).toString(16)}`;
  });
}

function propertyName(key: string): string {
  // In an object literal, `__proto__:` sets the prototype.
  if (key === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key);
}
