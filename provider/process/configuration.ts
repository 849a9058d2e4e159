import { isObject, parseJson } from "../shared/json";

/** A shorter value is part of a secret by chance. */
const shortestPart = 8;

/** The values of the provider's configuration. Those of the default provider are the stack's configuration. */
export class Configuration {
  private readonly values: ReadonlySet<string>;

  /** @param texts the values; structured ones as JSON. */
  constructor(texts: readonly string[]) {
    this.values = new Set(texts.flatMap((text) => [text, ...textsIn(parseJson(text))]));
  }

  /** Whether a secret is a value of the configuration, or contains one, like `Bearer <token>`. */
  holds(secret: unknown): boolean {
    const secrets = textsIn(secret);
    return [...this.values].some((value) =>
      secrets.some((text) => text === value || (value.length >= shortestPart && text.includes(value))),
    );
  }
}

/** All texts in a value, at any depth. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}
