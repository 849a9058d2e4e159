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
});
