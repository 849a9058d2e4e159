import assert from "node:assert/strict";
import fc from "fast-check";
import { redact } from "../../../provider/process/redact";

describe("redaction", () => {
  const table: [title: string, text: string, secrets: string[], expected: string][] = [
    ["every occurrence", "a hunter2 b hunter2", ["hunter2"], "a [secret] b [secret]"],
    ["several secrets", "one1 two2", ["two2", "one1"], "[secret] [secret]"],
    ["a secret inside another", "x hunter22 x hunter2", ["hunter2", "hunter22"], "x [secret] x [secret]"],
    ["the form in JSON", '{"k":"a\\nb\\"c"}', ['a\nb"c'], '{"k":"[secret]"}'],
    ["the form in a URL", "?k=a%20b%2Fc", ["a b/c"], "?k=[secret]"],
    ["signs of regular expressions", "x a.*(b x", ["a.*(b"], "x [secret] x"],
    ["signs of replacements", "x $& x", ["$&$&", "$& "], "x [secret]x"],
    ["nothing too short to be one", "ab abc", ["ab"], "ab abc"],
    ["nothing for an empty text", "ab", [""], "ab"],
    ["a secret of several lines as one line", "is a b c.", ["a\nb\r\n\tc\n"], "is [secret]."],
    [
      "a line of a key",
      "line MIIEvQIBADAN is wrong",
      ["-----BEGIN KEY-----\nMIIEvQIBADAN\n"],
      "line [secret] is wrong",
    ],
    [
      "no frame of a key",
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
    ["nothing before a cut that is none", "detail: other… and … so", ["hunter2"], "detail: other… and … so"],
    ["half a surrogate pair", "x \ud800yz x", ["\ud800yz"], "x [secret] x"],
  ];
  for (const [title, text, secrets, expected] of table)
    it(`takes out ${title}`, () => assert.equal(redact(text, secrets), expected));

  it("leaves none of the secrets in any text", () => {
    // Of letters that "[secret]" has not.
    const secret = fc.string({ unit: fc.constantFrom(...'XYZ/ \n"%'), minLength: 3, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(secret, { minLength: 1 }), fc.array(fc.string()), (secrets, between) => {
        const text = secrets.map((each, index) => `${between[index] ?? ""}${each}`).join("-");
        const clean = redact(text, secrets);
        for (const each of secrets) assert.ok(!clean.includes(each));
      }),
    );
  });
});
