import { isObject, parseJson } from "../shared/json";

/** A shorter value is part of a secret, or equal to a header, by chance. */
const minLength = 8;

/** The values of the provider's configuration. Those of the default provider are the stack's configuration. */
export class Configuration {
  private readonly values: ReadonlySet<string>;

  /** @param texts the values; structured ones as JSON. */
  constructor(texts: readonly string[]) {
    this.values = new Set(texts.flatMap((text) => [text, ...textsIn(parseJson(text))]));
  }

  /**
   * Whether a secret is a value of the configuration, or contains one, like `Bearer <token>`.
   *
   * @param isCertain the text is a secret, however short. Otherwise short texts do not count.
   */
  holds(secret: unknown, isCertain: boolean): boolean {
    const secrets = textsIn(secret);
    return [...this.values].some((value) =>
      secrets.some((text) =>
        value.length >= minLength ? text.includes(value) : isCertain && text === value,
      ),
    );
  }
}

/** All texts in a value, at any depth. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}
