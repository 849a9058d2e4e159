/** A message: a text, or a function of the parts that the code puts in. */
export type Text = string | ((...parts: never[]) => string);

/**
 * A message that users can see, or several with the same cause and cure. The code takes its texts from here, and
 * `docs/troubleshooting.md` shows them with `…` for each part.
 */
export interface Entry {
  text: Text | Readonly<Record<string, Text>>;
  /** When the message appears. Markdown. */
  cause: string;
  /** What the user can do. Markdown. */
  cure: string;
}

/** The entries of one section of the page. */
export type Messages = Readonly<Record<string, Entry>>;
