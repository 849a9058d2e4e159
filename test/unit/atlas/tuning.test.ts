import assert from "node:assert/strict";
import { parseSwitch, resolveSettings } from "../../../provider/atlas/settings";

const token = { MONGODB_ATLAS_ACCESS_TOKEN: "s-token" };

function resolve(config: Record<string, string>, environment: Record<string, string> = {}) {
  return resolveSettings((key) => config[key], { ...token, ...environment });
}

describe("settings of retry and verification", () => {
  it("have defaults", () => {
    const settings = resolve({});
    assert.ok("retry" in settings);
    assert.deepEqual(settings.retry, { maxAttempts: Number.POSITIVE_INFINITY, maxTimeMs: 180_000 });
    assert.equal(settings.verifyWrites, false);
  });

  it("come from the configuration before the environment", () => {
    const settings = resolve(
      { "mongodbatlas:maxAttempts": "3", "mongodbatlas:verifyWrites": "true" },
      {
        MONGODB_ATLAS_MAX_ATTEMPTS: "9",
        MONGODB_ATLAS_MAX_RETRY_TIME: "1m30s",
        MONGODB_ATLAS_VERIFY_WRITES: "0",
      },
    );
    assert.ok("retry" in settings);
    assert.deepEqual(settings.retry, { maxAttempts: 3, maxTimeMs: 90_000 });
    assert.equal(settings.verifyWrites, true);
  });

  it("are refused together, with name and rule, without the value", () => {
    const settings = resolve({
      "mongodbatlas:maxAttempts": "odd-value",
      "mongodbatlas:maxRetryTime": "odd-value",
      "mongodbatlas:verifyWrites": "odd-value",
    });
    assert.deepEqual(settings, {
      problems: [
        'mongodbatlas:maxAttempts (or MONGODB_ATLAS_MAX_ATTEMPTS) must be a whole number from 1 to 100, or "unlimited"',
        'mongodbatlas:maxRetryTime (or MONGODB_ATLAS_MAX_RETRY_TIME) must be a duration, for example "3m" or "90s"',
        "mongodbatlas:verifyWrites (or MONGODB_ATLAS_VERIFY_WRITES) must be true or false",
      ],
    });
  });

  it("check the limits of the number of attempts", () => {
    for (const text of ["1", "99", "100"])
      assert.ok("retry" in resolve({ "mongodbatlas:maxAttempts": text }), text);
    for (const text of ["0", "101", "-1", "1.5", "1e1", " 3"])
      assert.ok("problems" in resolve({ "mongodbatlas:maxAttempts": text }), text);
  });

  it("accept booleans as words and numbers", () => {
    assert.deepEqual(["true", "True", "1"].map(parseSwitch), [true, true, true]);
    assert.deepEqual(["false", "FALSE", "0"].map(parseSwitch), [false, false, false]);
    assert.deepEqual(["", "yes", "10", "truely"].map(parseSwitch), Array(4).fill(undefined));
  });

  it("refuse a text that only begins or ends with a boolean", () => {
    assert.deepEqual(["0 1", "falsely", "untrue", "01"].map(parseSwitch), Array(4).fill(undefined));
  });
});
