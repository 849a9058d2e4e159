import assert from "node:assert/strict";
import { resolveSettings } from "../../../provider/atlas/settings";

type Values = Record<string, string>;

function resolve(config: Values, environment: Values) {
  return resolveSettings((key) => config[key.replace(/^mongodbatlas:/, "")], environment);
}

const apiKey = { kind: "apiKey", publicKey: "s-pub", privateKey: "s-priv" };
const account = { kind: "serviceAccount", clientId: "s-id", clientSecret: "s-secret" };
const token = { kind: "accessToken", accessToken: "s-token" };

const keyConfig = { publicKey: "s-pub", privateKey: "s-priv" };
const accountConfig = { clientId: "s-id", clientSecret: "s-secret" };
const keyVariables = { MONGODB_ATLAS_PUBLIC_KEY: "s-pub", MONGODB_ATLAS_PRIVATE_KEY: "s-priv" };
const accountVariables = { MONGODB_ATLAS_CLIENT_ID: "s-id", MONGODB_ATLAS_CLIENT_SECRET: "s-secret" };

describe("settings", () => {
  const found: [title: string, config: Values, environment: Values, credentials: object][] = [
    ["an API key in the configuration", keyConfig, {}, apiKey],
    ["an API key in the environment", {}, keyVariables, apiKey],
    [
      "the older names of an API key",
      {},
      { MONGODB_ATLAS_PUBLIC_API_KEY: "s-pub", MONGODB_ATLAS_PRIVATE_API_KEY: "s-priv" },
      apiKey,
    ],
    ["the newer name before the older", {}, { ...keyVariables, MONGODB_ATLAS_PUBLIC_API_KEY: "old" }, apiKey],
    ["a service account in the configuration", accountConfig, {}, account],
    ["a service account in the environment", {}, accountVariables, account],
    ["an access token in the configuration", { accessToken: "s-token" }, {}, token],
    ["an access token in the environment", {}, { MONGODB_ATLAS_ACCESS_TOKEN: "s-token" }, token],
    [
      "a token before a service account before a key",
      { accessToken: "s-token", ...accountConfig, ...keyConfig },
      {},
      token,
    ],
    ["a service account before a key", { ...accountConfig, ...keyConfig }, {}, account],
    [
      "the configuration before the environment",
      keyConfig,
      { MONGODB_ATLAS_ACCESS_TOKEN: "x", ...accountVariables },
      apiKey,
    ],
    ["a key's halves in two places", { publicKey: "s-pub" }, { MONGODB_ATLAS_PRIVATE_KEY: "s-priv" }, apiKey],
    [
      "an empty text as missing",
      { accessToken: "", ...keyConfig },
      { MONGODB_ATLAS_ACCESS_TOKEN: "" },
      apiKey,
    ],
  ];
  for (const [title, config, environment, credentials] of found)
    it(`find ${title}`, () => {
      const settings = resolve(config, environment);
      assert.ok("credentials" in settings);
      assert.deepEqual(settings.credentials, credentials);
      assert.equal(settings.baseUrl, "https://cloud.mongodb.com");
    });

  const missing: [title: string, config: Values, environment: Values, problem: RegExp][] = [
    [
      "everything",
      {},
      {},
      /^Atlas credentials are missing\. .*mongodbatlas:publicKey.*MONGODB_ATLAS_ACCESS_TOKEN/,
    ],
    [
      "a private key",
      { publicKey: "s-pub" },
      {},
      /mongodbatlas:publicKey \(or MONGODB_ATLAS_PUBLIC_KEY\) is set, but mongodbatlas:privateKey \(or MONGODB_ATLAS_PRIVATE_KEY\) is not$/,
    ],
    [
      "a public key",
      {},
      { MONGODB_ATLAS_PRIVATE_KEY: "s-priv" },
      /mongodbatlas:privateKey .* is set, but mongodbatlas:publicKey .* is not$/,
    ],
    [
      "a client's secret",
      { clientId: "s-id" },
      {},
      /mongodbatlas:clientId .* is set, but mongodbatlas:clientSecret .* is not$/,
    ],
    [
      "a client's id",
      { clientSecret: "s-secret" },
      {},
      /mongodbatlas:clientSecret .* is set, but mongodbatlas:clientId .* is not$/,
    ],
    [
      "half a service account next to a complete API key",
      { clientId: "s-id", ...keyConfig },
      {},
      /clientSecret .* is not$/,
    ],
  ];
  for (const [title, config, environment, problem] of missing)
    it(`name the missing setting without values: ${title}`, () => {
      const settings = resolve(config, environment);
      assert.ok("problems" in settings);
      assert.equal(settings.problems.length, 1);
      assert.match(settings.problems[0] ?? "", problem);
      assert.doesNotMatch(settings.problems[0] ?? "", /s-(pub|priv|id|secret|token)\b/);
    });

  const urls: [baseUrl: string, expected: string | undefined][] = [
    ["https://atlas.example.com", "https://atlas.example.com"],
    ["https://atlas.example.com/", "https://atlas.example.com"],
    ["https://cloud.mongodbgov.com", "https://cloud.mongodbgov.com"],
    ["http://localhost:8080", "http://localhost:8080"],
    ["http://127.0.0.1:8080/", "http://127.0.0.1:8080"],
    ["http://[::1]:8080", "http://[::1]:8080"],
    ["http://atlas.example.com", undefined],
    ["http://localhost.example.com", undefined],
    ["ftp://atlas.example.com", undefined],
    ["garbage", undefined],
  ];
  for (const [baseUrl, expected] of urls)
    it(`${expected ? "accept" : "refuse"} the base URL ${baseUrl}`, () => {
      for (const settings of [
        resolve({ baseUrl, ...keyConfig }, {}),
        resolve(keyConfig, { MONGODB_ATLAS_BASE_URL: baseUrl }),
      ]) {
        if (expected) assert.equal("baseUrl" in settings && settings.baseUrl, expected);
        else {
          assert.ok("problems" in settings);
          assert.match(settings.problems.join(), /^mongodbatlas:baseUrl \(or MONGODB_ATLAS_BASE_URL\) /);
        }
      }
    });

  it("prefer the configuration for base URL and keys", () => {
    const environment = { MONGODB_ATLAS_BASE_URL: "https://b", MONGODB_ATLAS_PRIVATE_KEY: "x" };
    const settings = resolve({ baseUrl: "https://a", ...keyConfig }, environment);
    assert.ok("credentials" in settings);
    assert.equal(settings.baseUrl, "https://a");
    assert.deepEqual(settings.credentials, apiKey);
  });

  it("report a wrong base URL and missing credentials together", () => {
    const settings = resolve({ baseUrl: "garbage" }, {});
    assert.equal("problems" in settings && settings.problems.length, 2);
  });
});
