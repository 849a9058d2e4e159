import assert from "node:assert/strict";
import { parseDuration } from "../../../provider/shared/duration";

describe("a duration", () => {
  const table: [text: string, seconds: number | undefined][] = [
    ["40m", 2400],
    ["1h30m", 5400],
    ["90s", 90],
    ["1h1m1s", 3661],
    ["2h5s", 7205],
    ["999999s", 999_999],
    ["001s", 1],
    ["0s", undefined],
    ["0h0m", undefined],
    ["", undefined],
    ["40", undefined],
    ["40 m", undefined],
    ["40M", undefined],
    ["1.5h", undefined],
    ["-1m", undefined],
    ["30m1h", undefined],
    ["1d", undefined],
    ["1m\n", undefined],
    ["1000000s", undefined],
  ];
  for (const [text, seconds] of table)
    it(`is ${seconds === undefined ? "undefined" : `${seconds} s`} for ${JSON.stringify(text)}`, () => {
      assert.equal(parseDuration(text), seconds === undefined ? undefined : seconds * 1000);
    });
});
