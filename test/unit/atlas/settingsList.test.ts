import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { createClient } from "../../../provider/atlas/createClient";
import { resolveSettings, type Settings } from "../../../provider/atlas/settings";
import {
  type AccountKey,
  accountSettings,
  configKey,
  credentialKinds,
  type Option,
  type Setting,
  type SettingKey,
  settings,
  stackSettings,
} from "../../../provider/atlas/settings/list";
import { AtlasProvider, settingsOf } from "../../../provider/atlasProvider";
import { help } from "../../../provider/cli/import/options";
import { systemClock } from "../../../provider/shared/clock";
import { parseDuration } from "../../../provider/shared/duration";

const token = { accessToken: "a-token" };
const account = { clientId: "an-id", clientSecret: "a-secret" };
const apiKey = { publicKey: "public", privateKey: "private" };

/** Other tests check the defaults themselves, so that a new default does not fail here. */
const defaults = {
  maxAttempts: Number.POSITIVE_INFINITY,
  maxTimeMs: parseDuration(settings.maxRetryTime.default),
};

/** Values of settings, and what they resolve to. A setting that is missing here is a compile error. */
const effects: Record<SettingKey, [given: Partial<Record<SettingKey, string>>, resolved: object]> = {
  accessToken: [token, { credentials: { kind: "accessToken", ...token } }],
  clientId: [account, { credentials: { kind: "serviceAccount", ...account } }],
  clientSecret: [account, { credentials: { kind: "serviceAccount", ...account } }],
  publicKey: [apiKey, { credentials: { kind: "apiKey", ...apiKey } }],
  privateKey: [apiKey, { credentials: { kind: "apiKey", ...apiKey } }],
  baseUrl: [
    { ...token, baseUrl: "https://atlas.example.com" },
    { credentials: { kind: "accessToken", ...token }, baseUrl: "https://atlas.example.com" },
  ],
  isMongodbgovCloud: [
    { ...token, isMongodbgovCloud: "true" },
    { credentials: { kind: "accessToken", ...token }, baseUrl: "https://cloud.mongodbgov.com" },
  ],
  maxAttempts: [{ maxAttempts: "5" }, { retry: { ...defaults, maxAttempts: 5 } }],
  maxRetryTime: [{ maxRetryTime: "1m30s" }, { retry: { ...defaults, maxTimeMs: 90_000 } }],
  verifyWrites: [{ verifyWrites: "true" }, { verifyWrites: true }],
  previewChecks: [{ previewChecks: "false" }, { previewChecks: false }],
};
const keys = Object.keys(settings) as SettingKey[];

describe("the list of settings", () => {
  for (const key of keys) {
    const [given, expected] = effects[key];
    const withToken = Object.keys(given).some((name) => name in accountSettings)
      ? given
      : { ...token, ...given };
    const entries = Object.entries(withToken) as [SettingKey, string][];
    const subset = (resolved: object) =>
      Object.fromEntries(Object.entries(resolved).filter(([name]) => name in expected));

    it(`has ${key}, which takes effect from the configuration`, () => {
      const config = new Map(entries.map(([name, value]) => [configKey(name), value]));
      assert.deepEqual(subset(resolveSettings((name) => config.get(name), {})), expected);
    });

    it(`has ${key}, which takes effect from each of its environment variables`, () => {
      for (const variable of settings[key].environment) {
        const environment = Object.fromEntries(
          entries.map(([name, value]) => [name === key ? variable : settings[name].environment[0], value]),
        );
        assert.deepEqual(subset(resolveSettings(() => undefined, environment)), expected, variable);
      }
    });

    it(`has ${key}, with a default that its own rule allows`, () => {
      const setting: Setting | Option = settings[key];
      if (!("default" in setting)) return;
      const environment = { MONGODB_ATLAS_ACCESS_TOKEN: "t", [setting.environment[0]]: setting.default };
      assert.deepEqual(
        resolveSettings(() => undefined, environment),
        resolveSettings(() => undefined, { MONGODB_ATLAS_ACCESS_TOKEN: "t" }),
      );
    });
  }

  it("has only environment variables that the command's help names, the older names aside", () => {
    for (const key of Object.keys(accountSettings) as AccountKey[])
      assert.ok(help.includes(accountSettings[key].environment[0]), key);
  });

  it("has no setting that is read, checked and then ignored", () => {
    const resolved = resolveSettings((key) => (key === configKey("accessToken") ? "a-token" : undefined), {});
    const used = new Set<string | symbol>();
    const observed = new Proxy(resolved as Settings, {
      get: (target, name) => {
        used.add(name);
        return Reflect.get(target, name);
      },
    });
    createClient(observed, { clock: systemClock, log: () => {}, debug: false });
    // The runtime reads them; see test/hooks.
    for (const name of ["verifyWrites", "previewChecks"]) used.add(name);
    for (const name of Object.keys(resolved)) assert.ok(used.has(name), `createClient ignores ${name}`);
  });

  it("marks as secrets the credentials that are redacted in messages", () => {
    const clientOptions = { clock: systemClock, log: () => {}, debug: false };
    for (const key of Object.values(credentialKinds).flat()) {
      const [given] = effects[key];
      const resolved = resolveSettings((name) => given[name.replace("mongodbatlas:", "") as SettingKey], {});
      assert.ok("credentials" in resolved);
      const { secrets } = createClient(resolved, clientOptions).authentication;
      const setting: Setting = settings[key];
      assert.equal(setting.isSecret === true, secrets.includes(given[key] ?? ""), key);
    }
  });

  describe("with AtlasProvider", () => {
    before(() =>
      pulumi.runtime.setMocks({
        newResource: ({ inputs }) => ({ id: "id", state: inputs }),
        call: () => ({}),
      }),
    );
    const configure = (config: Record<string, string>) => pulumi.runtime.setAllConfig(config);
    afterEach(() => configure({}));
    const valuesOf = (provider: AtlasProvider) =>
      new Promise<Record<string, string>>((resolve) => {
        pulumi.output(settingsOf(provider)).apply((values) => resolve(values as Record<string, string>));
      });

    for (const key of Object.keys(accountSettings) as AccountKey[])
      it(`takes ${key} from its arguments, secret where the list says so`, async () => {
        const provider = new AtlasProvider(`args-${key}`, { [key]: "from-args" });
        assert.equal((await valuesOf(provider))[configKey(key)], "from-args");
        const input = settingsOf(provider)?.[configKey(key)];
        const isSecret = pulumi.Output.isInstance(input) && (await pulumi.isSecret(input));
        const setting: Setting = settings[key];
        assert.equal(isSecret, setting.isSecret === true);
      });

    for (const key of keys)
      it(`takes ${key} from the stack's configuration`, async () => {
        configure({ [configKey(key)]: "from-config" });
        const provider = new AtlasProvider(`config-${key}`);
        assert.equal((await valuesOf(provider))[configKey(key)], "from-config");
      });

    it("takes isMongodbgovCloud as a boolean, and then no base URL of the configuration", async () => {
      configure({ [configKey("baseUrl")]: "https://a", [configKey("isMongodbgovCloud")]: "false" });
      for (const isMongodbgovCloud of [true, pulumi.output(true)]) {
        const values = await valuesOf(new AtlasProvider("government", { ...apiKey, isMongodbgovCloud }));
        const resolved = resolveSettings((key) => values[key], {});
        assert.equal("baseUrl" in resolved && resolved.baseUrl, "https://cloud.mongodbgov.com");
      }
      const both = new AtlasProvider("both", { ...apiKey, isMongodbgovCloud: true, baseUrl: "https://b" });
      assert.equal((await valuesOf(both))[configKey("baseUrl")], "https://b");
    });

    it("does not mix credentials of another kind into those of its arguments", async () => {
      configure({ [configKey("accessToken")]: "token", [configKey("privateKey")]: "from-config" });
      const values = await valuesOf(new AtlasProvider("mixed", { publicKey: "from-args" }));
      assert.equal(values[configKey("accessToken")], undefined);
      assert.equal(values[configKey("privateKey")], "from-config");
    });
  });

  it("keeps settings of the account and of the stack apart", () => {
    assert.deepEqual(
      Object.keys(accountSettings).filter((key) => key in stackSettings),
      [],
    );
  });
});
