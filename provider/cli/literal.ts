import { isObject } from "../shared/json";

/** A line of code as long as formatters make them. */
const lineWidth = 80;

/** A piece of code where a value would stand. */
export class Code {
  constructor(readonly text: string) {}
}

/**
 * A value as TypeScript, formatted.
 *
 * @param indent the spaces before the line that it stands in.
 * @param column where in that line it begins.
 */
export function literal(value: unknown, indent = 0, column = indent): string {
  const short = inline(value);
  // The comma, bracket or semicolon behind it takes one more.
  if (short !== undefined && column + short.length < lineWidth) return short;
  const inner = indent + 2;
  const lines = (parts: string[]) => parts.map((part) => `\n${" ".repeat(inner)}${part},`).join("");
  const end = `\n${" ".repeat(indent)}`;
  if (Array.isArray(value)) return `[${lines(value.map((child) => literal(child, inner)))}${end}]`;
  if (isObject(value) && !(value instanceof Code))
    return `{${lines(Object.entries(value).map(([key, child]) => property(key, child, inner)))}${end}}`;
  return short ?? String(value);
}

/** One line of an object, without its comma. */
export function property(key: string, value: unknown, indent: number): string {
  const start = `${propertyName(key)}:`;
  const column = indent + start.length + 1;
  const text = literal(value, indent, column);
  // A text that is too long for its line goes to the next one.
  const isLong = typeof value === "string" && !text.startsWith("`") && column + text.length >= lineWidth;
  return isLong ? `${start}\n${" ".repeat(indent + 2)}${text}` : `${start} ${text}`;
}

/** A value on one line; undefined for what is better read on several. */
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
  // Lines of a template belong where they stand.
  if (parts.some((part) => part === undefined || part.includes("\n"))) return undefined;
  return `${start}${parts.join(", ")}${end}`;
}

/** A text of several lines. A template would turn `\r\n` into `\n`, so `\r` is written out. */
function template(text: string): string {
  const escaped = text.replace(/[\\`]|\$(?=\{)/g, "\\$&").replaceAll("\r", "\\r");
  return `\`${escaped}\``;
}

/** Characters that make a line read otherwise than it is. */
const bidirectional = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

function quoted(text: string): string {
  return JSON.stringify(text).replace(bidirectional, (character) => {
    return `\\u${character.charCodeAt(0).toString(16)}`;
  });
}

function propertyName(key: string): string {
  // In a literal this name alone would set the prototype.
  if (key === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key);
}
