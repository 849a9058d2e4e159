import assert from "node:assert/strict";
import fc from "fast-check";
import { redact, secretOf } from "../../provider/process/redact";

describe("redaction of long texts", () => {
  describe("of a long secret", () => {
    const json = (text: string) => JSON.stringify(text).slice(1, -1);
    const units = (text: string, write: (unit: number) => string) =>
      Array.from({ length: text.length }, (_, index) => write(text.charCodeAt(index))).join("");
    const points = (text: string, write: (point: number) => string) =>
      [...text].map((character) => write(character.codePointAt(0) ?? 0)).join("");
    const percent = (text: string) => encodeURIComponent(Buffer.from(text).toString());
    const names: Record<string, string> = {
      "&": "amp",
      "<": "lt",
      ">": "gt",
      '"': "quot",
      "'": "apos",
      é: "eacute",
    };
    const inBase64 = (before: string) => (text: string) =>
      Buffer.from(`${before}${text}--`).toString("base64");
    const urlSafe = (before: string) => (text: string) =>
      Buffer.from(`${before}${text}--`).toString("base64url");
    const ways: Record<string, (text: string) => string> = {
      "plain text": (text) => text,
      JSON: json,
      "JSON of Java, with escaped slashes": (text) => json(text).replaceAll("/", "\\/"),
      "JSON of Go": (text) =>
        json(text).replace(/[<>&\u2028]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`),
      "JSON with every unit escaped": (text) =>
        units(text, (unit) => `\\u${unit.toString(16).padStart(4, "0")}`),
      "JSON in JSON": (text) => json(json(text)),
      "a URL": percent,
      "a URL in lower case": (text) => percent(text).replace(/%../g, (byte) => byte.toLowerCase()),
      "a URL with every byte escaped": (text) => Buffer.from(text).toString("hex").replace(/../g, "%$&"),
      "a URL in a URL": (text) => percent(percent(text)),
      "a form": (text) => percent(text).replaceAll("%20", "+"),
      "HTML with names": (text) => text.replace(/[&<>"'é]/g, (character) => `&${names[character]};`),
      "HTML with decimal numbers": (text) => points(text, (point) => `&#${point};`),
      "HTML with hexadecimal numbers": (text) => points(text, (point) => `&#x${point.toString(16)};`),
      "HTML with hexadecimal numbers in upper case": (text) =>
        points(text, (p) => `&#X${p.toString(16).toUpperCase()};`),
      "JSON in HTML": (text) => json(text).replaceAll('"', "&quot;").replaceAll("&", "&#38;"),
      base64: inBase64(""),
      "base64 after one byte": inBase64("-"),
      "base64 after two bytes": inBase64("--"),
      "URL-safe base64": urlSafe(""),
      "URL-safe base64 after one byte": urlSafe("-"),
      "URL-safe base64 after two bytes": urlSafe("--"),
      "base64 in a URL": (text) => percent(inBase64("")(text)),
      hexadecimal: (text) => Buffer.from(text).toString("hex"),
      "hexadecimal in upper case": (text) => Buffer.from(text).toString("hex").toUpperCase(),
      "one line": (text) => text.replace(/\s+/g, " "),
    };
    // Letters and digits alone, or with all that some encoding writes differently.
    const alphanumeric = fc.constantFrom(..."ABCDEFGHabcdefgh0123456789");
    const any = fc.oneof(
      { weight: 3, arbitrary: alphanumeric },
      { weight: 1, arbitrary: fc.constantFrom(...`&<>"'/\\?=#%+-_~.:;,@!$*()[]{}|^\` \n\té日😀`) },
    );
    const secrets = fc
      .string({ unit: any, minLength: 12, maxLength: 60 })

      // Neighbours of this kind are one space in some encodings.
      .filter((text) => /\w{8}/.test(text) && !/[\s+]{2}/.test(text));

    const everyPiece = (text: string, piece: RegExp) =>
      [...text.matchAll(piece)].map(([, found = ""]) => found);
    const eightEscapes =
      /(?:(?:\\u00|%|&#x)(?:3\d|[46][1-9a-f]|[57][0-9a]);?|&#(?:4[89]|5[0-7]|6[5-9]|[78]\d|90|9[7-9]|1[01]\d|12[0-2]);){8}/i;
    const decoded = (escapes: string) =>
      escapes.replace(/(?:\\u|%|&#x)([0-9a-f]+);?|&#(\d+);/gi, (_, hex?: string, decimal?: string) =>
        String.fromCharCode(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)),
      );
    /** What a clean text still tells of the secret. In base64, two characters at each end depend on the neighbours too. */
    const left = (clean: string, secret: string, written: string, way: string): string[] => [
      ...everyPiece(clean, /(?=([A-Za-z0-9]{8}))/g).filter((piece) => secret.includes(piece)),
      ...everyPiece(clean.replace(/%../g, "%"), /(?=(\w{12}))/g).filter(
        // Decoded, because a cut may leave half of an escape, which says nothing about the secret.
        (piece) => /base64|hex/.test(way) && decodeURIComponent(written).includes(piece),
      ),
      // A cut may leave an escape that means another character than in the secret.
      ...(eightEscapes.exec(clean) ?? []).filter((piece) => secret.includes(decoded(piece))),
    ];

    for (const [way, write] of Object.entries(ways)) {
      it(`leaves no piece of eight characters, whole or cut, in ${way}`, () => {
        const cut = fc.tuple(fc.nat(80), fc.nat(80), fc.constantFrom("…", "...", ""));
        fc.assert(
          fc.property(secrets, cut, (secret, [drop, take, mark]) => {
            const written = write(secret);
            const cutOff = `${written.slice(drop % written.length).slice(0, take + 12)}`;
            for (const text of [
              `saw ${written} here`,
              `saw ${cutOff}${mark} here`,
              `${mark}${cutOff}`,
              `saw "${cutOff}`,
            ]) {
              const clean = redact(text, [secretOf(secret)]);
              assert.deepEqual(
                left(clean, secret, written, way),
                [],
                JSON.stringify({ secret, text, clean }),
              );
            }
          }),
          { numRuns: 300 },
        );
      });
    }

    it("decodes a numeric HTML reference that a cut leaves without its semicolon", () => {
      assert.equal(
        redact(`saw ${"&#X41;".repeat(7)}&#X41… here`, [secretOf("A".repeat(12))]),
        "saw [secret]… here",
      );
    });

    it("keeps a text without the secret", () => {
      // Neither language has a letter of the other one.
      const other = fc.string({
        unit: fc.constantFrom(...`ijklmnopqrstuvwxyz &%\\"+/=.…\n`),
        maxLength: 300,
      });
      fc.assert(
        fc.property(fc.array(fc.string({ unit: alphanumeric, minLength: 8 })), other, (hidden, text) => {
          assert.equal(redact(text, hidden.map(secretOf)), text);
        }),
      );
    });
  });

  for (const [title, unit] of [
    ["one character", "a"],
    ["seven of one character, then another", "aaaaaaab"],
    ["escapes of escapes", "%25"],
    ["backslashes", "\\"],
    ["cuts", "…a"],
    ["frames", "-----BEGIN A-----"],
  ] as const)
    it(`takes linear time for 5 MB of ${title}`, function () {
      this.timeout(120_000);
      const secret = unit.repeat(5_000_000 / unit.length);
      const start = process.cpuUsage();
      redact(`saw ${secret}`, [secretOf(secret)]);
      redact(`saw ${"aaaaaaa-".repeat(900)}`, [secretOf(secret)]);
      // Time of the processor, because the machine may be busy. It takes one to two seconds.
      const { user, system } = process.cpuUsage(start);
      assert.ok(user + system < 10_000_000, `${user + system} µs`);
    });
});
