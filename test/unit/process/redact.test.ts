import assert from "node:assert/strict";
import fc from "fast-check";
import { type Hidden, redact, secretOf } from "../../../provider/process/redact";

describe("redaction", () => {
  const table: [title: string, text: string, secrets: string[], expected: string][] = [
    ["every occurrence", "a hunter2 b hunter2", ["hunter2"], "a [secret] b [secret]"],
    ["several secrets", "one1 two2", ["two2", "one1"], "[secret] [secret]"],
    ["a secret inside another", "x hunter22 x hunter2", ["hunter2", "hunter22"], "x [secret] x [secret]"],
    ["the form in JSON", '{"k":"a\\nb\\"c"}', ['a\nb"c'], '{"k":"[secret]"}'],
    ["the form in a URL", "?k=a%20b%2Fc", ["a b/c"], "?k=[secret]"],
    ["characters of regular expressions", "x a.*(b x", ["a.*(b"], "x [secret] x"],
    ["characters of replacement patterns", "x $& x", ["$&$&", "$& "], "x [secret]x"],
    ["nothing when the secret is too short", "ab abc", ["ab"], "ab abc"],
    ["nothing when the secret is empty", "ab", [""], "ab"],
    ["a secret of several lines as one line", "is a b c.", ["a\nb\r\n\tc\n"], "is [secret]."],
    [
      "a single line of a key",
      "line MIIEvQIBADAN is wrong",
      ["-----BEGIN KEY-----\nMIIEvQIBADAN\n"],
      "line [secret] is wrong",
    ],
    [
      "no BEGIN line of a key",
      "must begin with -----BEGIN",
      ["-----BEGIN KEY-----\nMIIEvQIBADAN"],
      "must begin with -----BEGIN",
    ],
    ["the token after its scheme", "token abcdefgh123", ["Bearer abcdefgh123"], "token [secret]"],
    [
      "the beginning of a secret before a cut",
      "detail: hunt… (GET x)",
      ["hunter2"],
      "detail: [secret]… (GET x)",
    ],
    [
      "nothing before an ellipsis that does not cut a secret",
      "detail: other… and … so",
      ["hunter2"],
      "detail: other… and … so",
    ],
    ["a secret with half a surrogate pair", "x \ud800yz x", ["\ud800yz"], "x [secret] x"],
  ];
  for (const [title, text, secrets, expected] of table)
    it(`removes ${title}`, () => assert.equal(redact(text, secrets.map(secretOf)), expected));

  it("leaves none of the secrets in any text", () => {
    // Of letters that "[secret]" has not.
    const secret = fc
      .string({ unit: fc.constantFrom(...'XYZ/ \n"%'), minLength: 3, maxLength: 6 })
      .filter((text) => text.trim().length >= 3);
    // Inside a word, a short secret stands by chance.
    const between = fc.string({ unit: fc.constantFrom(..." .,:;()[]{}=?!'|~") });
    fc.assert(
      fc.property(fc.array(secret, { minLength: 1 }), fc.array(between), (secrets, texts) => {
        const text = secrets.map((each, index) => `${texts[index] ?? ""}${each}`).join("-");
        const clean = redact(text, secrets.map(secretOf));
        for (const each of secrets) assert.ok(!clean.includes(each), JSON.stringify([text, clean]));
      }),
    );
  });

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
    /** What a clean text still tells of the secret. In base64, two characters at each end depend on the neighbours too. */
    const left = (clean: string, secret: string, written: string, way: string): string[] => [
      ...everyPiece(clean, /(?=([A-Za-z0-9]{8}))/g).filter((piece) => secret.includes(piece)),
      ...everyPiece(clean.replace(/%../g, "%"), /(?=(\w{12}))/g).filter(
        (piece) => /base64|hex/.test(way) && written.includes(piece),
      ),
      ...(eightEscapes.exec(clean) ?? []),
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

  describe("of short and blank secrets", () => {
    const message = "could not reach broker 12 of abcde (see a.b)…";
    for (const [title, secret, expected] of [
      ["white space", "   ", message],
      ["a line break", "\n\n\n", message],
      ["one character", "a", message],
      ["two characters", "12", message],
      ["a part of words", "bcd", message],
      ["a word", "broker", message.replace("broker", "[secret]")],
      ["letters that the message has apart", "ofa", message],
    ] as const)
      it(`keeps other words when a secret is ${title}`, () =>
        assert.equal(redact(message, [secretOf(secret)]), expected));

    for (const [text, secret] of [
      ["is %24%61b", "$ab"],
      ["is &#36;ab", "$ab"],
      ["is JGFiIQ", "$ab!"],
      ["is 24616221", "$ab!"],
    ] as const)
      it(`replaces them in the encoded form of "${text}"`, () =>
        assert.match(redact(text, [secretOf(secret)]), /^is \[secret\]/));
  });

  describe("of hidden texts other than secrets", () => {
    const hide = (mark: string, text: string): Hidden => ({ mark: `[${mark}]`, text, isSecret: false });
    const url = hide("url", "https://hooks.example.com/orders");
    const user = hide("authentication.username", "orders-service-user");

    for (const [title, text, expected] of [
      ["the whole", 'bad "orders-service-user"', 'bad "[authentication.username]"'],
      ["the whole in JSON", '{"u":"https:\\/\\/hooks.example.com\\/orders"}', '{"u":"[url]"}'],
      ["the beginning before a cut", "bad orders-serv…", "bad [authentication.username]…"],
      ["the beginning at the end", "bad orders-serv", "bad [authentication.username]"],
      ["the end after a cut", "bad ...ice-user!", "bad ...[authentication.username]!"],
      ["a large part", "no hooks.example.com/orders", "no [url]"],
    ] as const)
      it(`replaces ${title}`, () => assert.equal(redact(text, [url, user]), expected));

    for (const text of [
      "see https://docs.example.org",
      "the orders-s of others",
      "name orders-service-2 is taken",
    ])
      it(`keeps a text that only begins like them: ${text}`, () =>
        assert.equal(redact(text, [url, user]), text));

    it("keeps visible names that share a part with a hidden text", () => {
      const text = "connection orders-service-us of workspace shop is wrong: orders-service-user";
      assert.equal(
        redact(text, [user, secretOf("orders-service-us3r")], ["orders-service-us", "shop"]),
        "connection orders-service-us of workspace shop is wrong: [authentication.username]",
      );
    });
  });

  it("removes a name and a password in base64, as HTTP sends them", () => {
    const header = Buffer.from("atlas:correct horse battery").toString("base64");
    assert.match(
      redact(`Basic ${header} refused`, [secretOf("correct horse battery")]),
      /^Basic .{1,10}\[secret\]=* refused$/,
    );
  });

  it("does not throw for half a surrogate pair, in any place", () => {
    for (const half of ["\ud800", "\udc00"])
      for (const secret of [`${half}abcdefgh`, `abcd${half}efgh`, `abcdefgh${half}`])
        assert.equal(redact(`x ${secret} x`, [secretOf(secret)]).includes("abcdefgh"), false);
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
