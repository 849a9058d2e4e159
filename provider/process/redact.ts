import { type Placed, readings, withPlainSpaces } from "../shared/plainText";

/** A text that must not be shown. */
export interface Hidden {
  readonly text: string;
  /** What stands in its place, for example `[authentication.username]`. */
  readonly mark: string;
  /**
   * Also hidden in base64 and hexadecimal, and in pieces. Of any other text only the whole is hidden, a large part, or
   * what a cut has left of it.
   */
  readonly isSecret: boolean;
}

/** Shorter texts are in every message. */
const shortest = 3;
/** Shorter ones stand inside other words by chance. */
const shortestEncoded = 5;
/** Characters of a secret that reveal it. */
const pieceLength = 8;
/** Characters that a text which is no secret may share with a message by chance, for example the domain of a URL. */
const sharedLength = 16;
/** Maximum characters of a message. Also keeps the time linear in the length of the hidden texts. */
const maxLength = 8_000;

export function secretOf(text: string): Hidden {
  return { text, mark: "[secret]", isSecret: true };
}

/** A part of the original text to replace. */
interface Range {
  start: number;
  end: number;
  mark: string;
}

/**
 * Replaces the hidden texts in a text, however it writes them: in JSON, in a URL, in a form, in HTML, on one line, cut off.
 *
 * @param visible names that stay, also where a hidden text shares a part with them.
 */
export function redact(text: string, hidden: readonly Hidden[], visible: readonly string[] = []): string {
  const isCut = text.length > maxLength;
  const shown = isCut ? `${text.slice(0, maxLength)}…` : text;
  const read = joined(readings(shown));
  const pieces = new Pieces(read.text);
  const found = hidden
    .filter((one) => one.text.length >= shortest && one.text.trim() !== "")
    .flatMap((one) => [...rangesIn(read, pieces, one), ...wholesIn(shown, one)]);
  const names = visible.flatMap((name) => wordsIn({ text: shown }, name));
  const ranges = merged(found).filter(
    ({ start, end }) => !names.some(([from, to]) => from <= start && end <= to),
  );
  let result = "";
  let done = 0;
  for (const { start, end, mark } of ranges) {
    result += shown.slice(done, start) + mark;
    done = end;
  }
  // A mark at the end says that the text goes on.
  return isCut && done >= maxLength ? result : result + shown.slice(done);
}

/** No reading holds a line break. */
const separator = "\n";

function joined(all: readonly Placed[]): Placed {
  return {
    text: all.map(({ text }) => text).join(separator),
    starts: all.flatMap(({ starts }, index) => (index === 0 ? starts : [0, ...starts])),
    ends: all.flatMap(({ ends }, index) => (index === 0 ? ends : [0, ...ends])),
  };
}

/** Joins ranges that overlap, and neighbours with the same mark. The longest one gives the mark. */
function merged(ranges: Range[]): Range[] {
  const result: (Range & { longest: number })[] = [];
  for (const range of ranges.sort((one, other) => one.start - other.start || other.end - one.end)) {
    const last = result.at(-1);
    const length = range.end - range.start;
    if (!last || range.start > last.end || (range.start === last.end && range.mark !== last.mark)) {
      result.push({ ...range, longest: length });
      continue;
    }
    last.end = Math.max(last.end, range.end);
    if (length > last.longest) Object.assign(last, { longest: length, mark: range.mark });
  }
  return result;
}

const formsOf = new WeakMap<Hidden, readonly string[]>();
/** Longer forms are computed each time. */
const maxCachedLength = 10_000;
/** Bytes of the longest text that is also hidden in base64 and hexadecimal. Real keys and certificates are shorter. */
const maxEncodedLength = 256 * 1024;

/** The ways to write a hidden text that have nothing in common. The first one is the text itself. */
function forms(hidden: Hidden): readonly string[] {
  const known = formsOf.get(hidden);
  if (known) return known;
  const bytes = Buffer.from(hidden.text);
  const encoded =
    hidden.isSecret && bytes.length <= maxEncodedLength
      ? [bytes.toString("hex"), bytes.toString("hex").toUpperCase(), ...base64(bytes)]
      : [];
  const result = [...new Set([hidden.text, ...encoded].map(withPlainSpaces))];
  if (bytes.length <= maxCachedLength) formsOf.set(hidden, result);
  return result;
}

/** The characters of base64 that depend on these bytes only, after 0, 1 or 2 other bytes; standard and URL-safe. */
function base64(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    const own = text.slice(before === 0 ? 0 : before + 1).replace(/.=+$/, "");
    return [own, own.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

/** The pieces of `pieceLength` characters of a text. */
class Pieces {
  private readonly positions = new Map<string, number[]>();
  /** Which hashes the pieces have, because most pieces of a long hidden text are not in the message. */
  private readonly hashes = new Uint8Array(1 << hashBits);

  constructor(private readonly text: string) {
    for (let at = 0; at + pieceLength <= text.length; at++) {
      const piece = text.slice(at, at + pieceLength);
      const known = this.positions.get(piece);
      if (known) known.push(at);
      else this.positions.set(piece, [at]);
    }
    rollingHashes(text, (hash) => {
      this.hashes[hash] = 1;
    });
  }

  /** The parts of the text, as `[start, end]`, in which every piece is one of the form. */
  runsOf(form: string): [number, number][] {
    const isIn = new Uint8Array(this.text.length);
    const seen = new Set<string>();
    rollingHashes(form, (hash, at) => {
      if (!this.hashes[hash]) return;
      const piece = form.slice(at, at + pieceLength);
      if (seen.has(piece)) return;
      const positions = this.positions.get(piece);
      if (!positions) return;
      seen.add(piece);
      for (const position of positions) isIn.fill(1, position, position + pieceLength);
    });
    const runs: [number, number][] = [];
    if (seen.size === 0) return runs;
    for (let start = isIn.indexOf(1); start >= 0; ) {
      const end = isIn.indexOf(0, start);
      runs.push([start, end < 0 ? isIn.length : end]);
      start = end < 0 ? -1 : isIn.indexOf(1, end);
    }
    return runs;
  }
}

const hashBits = 20;

/** Calls back with the hash of each piece. The hash of a piece depends on its characters only. */
function rollingHashes(text: string, callback: (hash: number, at: number) => void): void {
  const base = 0x01000193;
  let leaving = 1;
  for (let power = 0; power < pieceLength; power++) leaving = Math.imul(leaving, base);
  let hash = 0;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash, base) + text.charCodeAt(at);
    if (at >= pieceLength) hash -= Math.imul(leaving, text.charCodeAt(at - pieceLength));
    if (at >= pieceLength - 1)
      callback(Math.imul(hash, 0x9e3779b1) >>> (32 - hashBits), at - pieceLength + 1);
  }
}

function rangesIn(read: Placed, pieces: Pieces, hidden: Hidden): Range[] {
  const { text, starts, ends } = read;
  return forms(hidden)
    .flatMap((form, index) => {
      const cut = hidden.isSecret ? cutPieces(text, form) : [];
      if (form.length >= pieceLength)
        return [...pieces.runsOf(form).filter((run) => reveals(text, run, form, hidden)), ...cut];
      const wholes = index === 0 ? wordsIn(read, form.trim()) : occurrences(text, form, shortestEncoded);
      return [...wholes, ...cut];
    })
    .map((run) => withoutSpaces(text, run))
    .map(([start, end]) => ({ start: starts[start] ?? 0, end: ends[end - 1] ?? 0, mark: hidden.mark }));
}

function withoutSpaces(text: string, [start, end]: [number, number]): [number, number] {
  return [text[start] === " " ? start + 1 : start, text[end - 1] === " " ? end - 1 : end];
}

/** The words of a PEM frame are no secret. */
const frame = /-----(?:BEGIN|END)[A-Z0-9 ]*-*/g;

function reveals(text: string, [start, end]: [number, number], form: string, { isSecret }: Hidden): boolean {
  if (text.slice(start, end).replace(frame, "").length < Math.min(pieceLength, form.length)) return false;
  const isAtCut = [text[start - 1], text[end]].some((next) => [undefined, separator, "…"].includes(next));
  return isSecret || isAtCut || end - start >= Math.min(sharedLength, form.length);
}

/** The shorter beginnings of a form before a cut, and its endings after one. */
function cutPieces(text: string, form: string): [number, number][] {
  const found: [number, number][] = [];
  for (let cut = text.indexOf("…"); cut >= 0; cut = text.indexOf("…", cut + 1)) {
    for (let length = Math.min(pieceLength, form.length) - 1; length >= shortest; length--) {
      const [before, after] = [cut - length, cut + 1 + length];
      if (before >= 0 && form.startsWith(text.slice(before, cut))) found.push([before, cut]);
      if (after <= text.length && form.endsWith(text.slice(cut + 1, after))) found.push([cut + 1, after]);
    }
  }
  return found;
}

function occurrences(text: string, wanted: string, minimum = shortest): [number, number][] {
  const found: [number, number][] = [];
  if (wanted.length < minimum) return found;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length))
    found.push([at, at + wanted.length]);
  return found;
}

const isWordCharacter = (character = "") => /[\p{L}\p{N}]/u.test(character);

/** Where a text stands as words of their own. Inside other words, a short text stands by chance. */
function wordsIn({ text }: Pick<Placed, "text">, wanted: string): [number, number][] {
  const isBoundary = (at: number) => !isWordCharacter(text[at - 1]) || !isWordCharacter(text[at]);
  return occurrences(text, wanted).filter(([start, end]) => isBoundary(start) && isBoundary(end));
}

/** Where the text stands as it is, with the white space at its ends. */
function wholesIn(text: string, { text: wanted, mark, isSecret }: Hidden): Range[] {
  const isLong = isSecret && wanted.length >= pieceLength;
  const found = isLong ? occurrences(text, wanted) : wordsIn({ text }, wanted);
  return found.map(([start, end]) => ({ start, end, mark }));
}
