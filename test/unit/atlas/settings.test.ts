import assert from "node:assert/strict";
import { resolveSettings } from "../../../provider/atlas/settings";
import { type SettingKey, settings } from "../../../provider/atlas/settings/list";

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

const inEnvironment = (config: Values): Values =>
  Object.fromEntries(
    Object.entries(config).map(([key, value]) => [settings[key as SettingKey].environment[0], value]),
  );

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
      "the other half of a service account next to a complete API key",
      { clientId: "s-id", ...keyConfig },
      {},
      /clientSecret .* is not$/,
    ],
  ];
  for (const [title, config, environment, problem] of missing)
    it(`name the missing setting without values when ${title} is missing`, () => {
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

  const serviceAccountKeys = { publicKey: "mdb_sa_id_s-id", privateKey: "mdb_sa_sk_s-secret" };
  const realKey = { publicKey: "abcdefgh", privateKey: "1a2b3c4d-0000-4000-8000-5e6f7a8b9c0d" };
  const realAccount = { clientId: "mdb_sa_id_s-id", clientSecret: "mdb_sa_sk_s-secret" };
  const misplaced: [title: string, config: Values, problems: RegExp[]][] = [
    [
      "a service account in an API key",
      serviceAccountKeys,
      [
        /^mongodbatlas:publicKey .* holds the id of a service account, which belongs in mongodbatlas:clientId \(or MONGODB_ATLAS_CLIENT_ID\)$/,
        /^mongodbatlas:privateKey .* holds the secret of a service account, which belongs in mongodbatlas:clientSecret /,
      ],
    ],
    [
      "half a service account in an API key",
      { publicKey: "mdb_sa_id_s-id" },
      [/belongs in mongodbatlas:clientId/],
    ],
    [
      "the secret of a service account in a whole key",
      { ...realKey, privateKey: "mdb_sa_sk_x" },
      [/clientSecret/],
    ],
    [
      "an API key in a service account",
      { clientId: realKey.publicKey, clientSecret: realKey.privateKey },
      [
        /^mongodbatlas:clientId .* holds the public key of an API key, which belongs in mongodbatlas:publicKey /,
        /^mongodbatlas:clientSecret .* holds the private key of an API key, .* mongodbatlas:privateKey /,
      ],
    ],
    [
      "both halves of a service account exchanged",
      { clientId: realAccount.clientSecret, clientSecret: realAccount.clientId },
      [
        /clientId .* belongs in mongodbatlas:clientSecret/,
        /clientSecret .* belongs in mongodbatlas:clientId/,
      ],
    ],
    [
      "a private key in publicKey",
      { ...realKey, publicKey: realKey.privateKey },
      [/belongs in mongodbatlas:privateKey/],
    ],
    ["the secret of a service account in accessToken", { accessToken: "mdb_sa_sk_x" }, [/clientSecret/]],
  ];
  for (const [title, config, problems] of misplaced)
    it(`name the setting in which a value belongs after finding ${title}`, () => {
      for (const settings of [resolve(config, {}), resolve({}, inEnvironment(config))]) {
        assert.ok("problems" in settings);
        assert.equal(settings.problems.length, problems.length);
        for (const [index, problem] of problems.entries())
          assert.match(settings.problems[index] ?? "", problem);
        assert.doesNotMatch(settings.problems.join(), /s-id|s-secret|_x|abcdefgh|1a2b/);
      }
    });

  it("accept credentials of Atlas' own form", () => {
    for (const config of [realKey, realAccount]) assert.ok("credentials" in resolve(config, {}));
  });

  it("ignore spaces and line ends around credentials", () => {
    const wrap = (config: Values) =>
      Object.fromEntries(Object.entries(config).map(([key, value]) => [key, ` \t${value}\r\n`]));
    for (const [config, expected] of [
      [keyConfig, apiKey],
      [accountConfig, account],
      [{ accessToken: "s-token" }, token],
    ] as const) {
      for (const settings of [resolve(wrap(config), {}), resolve({}, inEnvironment(wrap(config)))]) {
        assert.ok("credentials" in settings);
        assert.deepEqual(settings.credentials, expected);
      }
    }
    assert.ok("problems" in resolve({ accessToken: " \n" }, {}));
  });

  for (const value of [
    "s-one\ns-two",
    "Bearer s-one",
    '"s-one"',
    "'s-one'",
    "s-\u200bone",
    "s-\u0000one",
    "s-öne",
  ])
    it(`refuse ${JSON.stringify(value)} as a credential, without showing it`, () => {
      for (const [key, config] of [
        ["accessToken", { accessToken: value }],
        ["privateKey", { ...keyConfig, privateKey: value }],
        ["clientSecret", { ...accountConfig, clientSecret: value }],
      ] as const) {
        const settings = resolve(config, {});
        assert.ok("problems" in settings);
        assert.match(
          settings.problems.join(),
          new RegExp(`^mongodbatlas:${key} .* holds a space, a line end, quotes`),
        );
        assert.doesNotMatch(settings.problems.join(), /s-/);
      }
    });

  it("have a notice when both spellings of a variable have different values", () => {
    const both = {
      ...keyVariables,
      MONGODB_ATLAS_PUBLIC_API_KEY: "s-other",
      MONGODB_ATLAS_PRIVATE_API_KEY: "s-other",
    };
    const noticesOf = (config: Values, environment: Values) => {
      const settings = resolve(config, environment);
      assert.ok("notices" in settings);
      return settings.notices;
    };
    assert.deepEqual(noticesOf({}, both), [
      "The environment variables MONGODB_ATLAS_PUBLIC_KEY and MONGODB_ATLAS_PUBLIC_API_KEY have different values; MONGODB_ATLAS_PUBLIC_KEY is used",
      "The environment variables MONGODB_ATLAS_PRIVATE_KEY and MONGODB_ATLAS_PRIVATE_API_KEY have different values; MONGODB_ATLAS_PRIVATE_KEY is used",
    ]);
    assert.deepEqual(noticesOf({}, { ...keyVariables, MONGODB_ATLAS_PUBLIC_API_KEY: "s-pub\n" }), []);
    assert.deepEqual(noticesOf({}, keyVariables), []);
    assert.deepEqual(noticesOf(keyConfig, both), []);
    assert.deepEqual(noticesOf({}, { ...both, ...accountVariables }), []);
  });

  it("choose Atlas for Government, unless the base URL is set", () => {
    const government = "https://cloud.mongodbgov.com";
    const urls: [config: Values, environment: Values, expected: string][] = [
      [{ isMongodbgovCloud: "true" }, {}, government],
      [{}, { MONGODB_ATLAS_IS_MONGODBGOV_CLOUD: "true" }, government],
      [{ isMongodbgovCloud: "false" }, {}, "https://cloud.mongodb.com"],
      [
        { isMongodbgovCloud: "false" },
        { MONGODB_ATLAS_IS_MONGODBGOV_CLOUD: "true" },
        "https://cloud.mongodb.com",
      ],
      [{ isMongodbgovCloud: "true", baseUrl: "https://a" }, {}, "https://a"],
      [{ isMongodbgovCloud: "true" }, { MONGODB_ATLAS_BASE_URL: "https://a" }, "https://a"],
    ];
    for (const [config, environment, expected] of urls) {
      const settings = resolve({ ...keyConfig, ...config }, environment);
      assert.equal("baseUrl" in settings && settings.baseUrl, expected);
    }
    const wrong = resolve({ ...keyConfig, isMongodbgovCloud: "perhaps" }, {});
    assert.deepEqual("problems" in wrong && wrong.problems, [
      "mongodbatlas:isMongodbgovCloud (or MONGODB_ATLAS_IS_MONGODBGOV_CLOUD) must be true or false",
    ]);
  });
});
