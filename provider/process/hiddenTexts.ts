import { addressKeys } from "../connections/address";
import { sentTexts } from "../connections/sentTexts";
import { isObject } from "../shared/json";
import { type Hidden, redact, secretOf } from "./redact";

/** Shorter texts are in messages by chance. */
const shortestByItself = 8;

/**
 * The texts that messages of this process must not show: what programs sent to Atlas, and secrets. They are those of all
 * connections, because an error may come from a request that several share.
 */
export class HiddenTexts {
  /** By the text. For texts from outside: the field's name stands in the text's place. */
  private readonly sent = new Map<string, Hidden>();
  /** By the text. For our own messages, which show no other text that was sent. */
  private readonly secrets = new Map<string, Hidden>();
  /** Names of projects, workspaces and connections. They are no secrets. */
  private readonly names = new Set<string>();

  /** @param subjects ids and properties of a resource. */
  add(subjects: readonly unknown[]): void {
    for (const subject of subjects) {
      for (const { path, text, isSecret } of sentTexts(subject)) {
        if (isSecret && !this.secrets.has(text)) this.secrets.set(text, secretOf(text));
        if (!this.sent.has(text) || (isSecret && !this.sent.get(text)?.isSecret))
          this.sent.set(text, { text, mark: `[${path}]`, isSecret });
      }
      const names = isObject(subject) ? addressKeys.map((key) => subject[key]) : String(subject).split("/");
      for (const name of names) if (typeof name === "string" && name) this.names.add(name);
    }
  }

  /**
   * A text from outside, in which Atlas may repeat anything that it was sent. A short text of another connection is in it by
   * chance.
   *
   * @param body of the request that Atlas answers; undefined when the answer may be about any connection.
   */
  cleanOutside(text: string, credentials: readonly string[], body?: string): string {
    const isPossible = ({ text: sent }: Hidden) =>
      sent.length >= shortestByItself ||
      body === undefined ||
      body.includes(JSON.stringify(sent).slice(1, -1));
    const sent = [...this.sent.values()].filter(isPossible);
    return redact(text, [...credentials.map(secretOf), ...sent], [...this.names]);
  }

  /** A message of ours. Short secrets stay, because they are in our own words by chance. */
  cleanMessage(text: string, credentials: readonly string[]): string {
    const secrets = [...credentials.map(secretOf), ...this.secrets.values()];
    return redact(
      text,
      secrets.filter((secret) => secret.text.trim().length >= shortestByItself),
      [...this.names],
    );
  }
}
