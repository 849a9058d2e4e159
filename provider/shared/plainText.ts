import { htmlEntities } from "./htmlEntities";

/** A text, with the place of each character in the text that it was read from. */
export interface Placed {
  readonly text: string;
  /** For each UTF-16 unit of `text`: where it begins in the original. */
  readonly starts: readonly number[];
  /** For each UTF-16 unit of `text`: where it ends in the original. */
  readonly ends: readonly number[];
}

/** One way to write characters: what it writes, and what that stands for. */
interface Encoding {
  readonly pattern: RegExp;
  decode(written: string): string;
}

const json: Encoding = {
  pattern: /\\(?:u[0-9a-fA-F]{4}|.)/gs,
  decode: (written) => {
    const letter = written.slice(1);
    if (letter.length === 5) return String.fromCharCode(Number.parseInt(letter.slice(1), 16));
    return /[bfnrtv]/.test(letter) ? " " : letter;
  },
};

const url: Encoding = {
  // A character that is not in ASCII takes several bytes.
  pattern: /%[0-7][0-9a-f]|(?:%[89a-f][0-9a-f])+/gi,
  decode: (written) => Buffer.from(written.replaceAll("%", ""), "hex").toString(),
};

const html: Encoding = {
  // A number may lack its semicolon, also where a text is cut off.
  pattern: /&(?:#\d{1,7};?|#x[0-9a-f]{1,6};?|[a-z]{2,8}\d{0,2};)/gi,
  decode: (written) => {
    const name = written.slice(1).replace(";", "");
    if (!name.startsWith("#"))
      return htmlEntities.get(name) ?? htmlEntities.get(name.toLowerCase()) ?? written;
    const code = Number(name.slice(1).replace(/^x/i, "0x"));
    return code <= 0x10ffff ? String.fromCodePoint(code) : "";
  },
};

const encodings = [json, url, html];

/**
 * White space, control characters and halves of surrogate pairs differ from one encoding to the next, and `+` is a space in
 * a form. Three dots are a cut, like `…`.
 */
const spaces: Encoding = {
  pattern: /\.{3}|[\s\p{C}\ufffd+]+/gu,
  decode: (written) => (written === "..." ? "…" : " "),
};

/** A text as `readings` shows it. Linear in its length. */
export function withPlainSpaces(text: string): string {
  return text.replace(spaces.pattern, spaces.decode);
}

/** Maximum number of readings: a text may be in JSON that is in HTML, and so on. */
const maxReadings = 24;

/** What a text may stand for: as it is, read as JSON, as a URL, as HTML, and as one inside another. */
export function readings(original: string): Placed[] {
  const starts = Array.from({ length: original.length }, (_, index) => index);
  const first: Placed = { text: original, starts, ends: starts.map((start) => start + 1) };
  const found = new Map([[original, first]]);
  // A Map also visits what is added during the loop.
  for (const reading of found.values()) {
    for (const encoding of encodings) {
      const decoded = decode(reading, encoding);
      if (found.size < maxReadings && !found.has(decoded.text)) found.set(decoded.text, decoded);
    }
  }
  return [...found.values()].map((reading) => decode(reading, spaces));
}

function decode({ text, starts, ends }: Placed, encoding: Encoding): Placed {
  const result = { text: "", starts: [] as number[], ends: [] as number[] };
  let done = 0;
  const keep = (until: number) => {
    result.text += text.slice(done, until);
    result.starts.push(...starts.slice(done, until));
    result.ends.push(...ends.slice(done, until));
    done = until;
  };
  for (const { 0: written, index } of text.matchAll(encoding.pattern)) {
    keep(index);
    done = index + written.length;
    const decoded = encoding.decode(written);
    result.text += decoded;
    for (let unit = 0; unit < decoded.length; unit++) {
      result.starts.push(starts[index] ?? 0);
      result.ends.push(ends[done - 1] ?? 0);
    }
  }
  keep(text.length);
  return result;
}
