import assert from "node:assert/strict";
import { type LocalAtlas, type LocalAtlasOptions, startLocalAtlas } from "../../atlas-local";
import { create } from "../../provider/resource/create";
import { deleteConnection } from "../../provider/resource/delete";
import { diff } from "../../provider/resource/diff";
import { read } from "../../provider/resource/read";
import { update } from "../../provider/resource/update";
import type { JsonObject } from "../../provider/shared/json";
import { examples, projectId, workspaceName } from "../support/examples";
import { describeForEachPatch } from "../support/patches";
import { runtimeFor } from "../support/runtime";
import { unmarked } from "../support/unmarked";

const address = { projectId, workspaceName };
const aws = { roleArn: "arn:aws:iam::123456789012:role/atlas" };
const kafka = {
  ...address,
  connectionName: "k",
  type: "Kafka",
  bootstrapServers: "a.example.com:9092",
  security: { protocol: "SASL_SSL" },
  authentication: { mechanism: "PLAIN", username: "u", password: "pw-111111" },
};
const https = { ...address, connectionName: "h", type: "Https", url: "https://example.com" };
const blobStorage = {
  ...address,
  connectionName: "z",
  type: "AzureBlobStorage",
  azure: {
    servicePrincipalId: "12345678-1234-1234-1234-123456789012",
    storageAccountName: "mystorageaccount",
  },
};

type Spelling = NonNullable<NonNullable<LocalAtlasOptions["dialect"]>["spelling"]>;
type Case = [title: string, inputs: JsonObject, changed: JsonObject, shows: object];

/** What a server may show instead of what it was sent, beside another field that changes later. */
const cases: Case[] = [
  ["a slash behind a URL", https, { headers: { a: "b" } }, { url: "https://example.com/" }],
  [
    "another case of a host",
    { ...https, url: "https://Example.com/x" },
    { headers: { a: "b" } },
    { url: "https://example.com/x" },
  ],
  [
    "other header names",
    { ...https, headers: { "X-Token": "header-secret-1" } },
    { url: "https://b.example" },
    { headers: { "x-token": "header-secret-1" } },
  ],
  [
    "a header of its own",
    { ...https, headers: { "X-Token": "header-secret-1" } },
    { url: "https://b.example" },
    { headers: { "X-Token": "header-secret-1", "User-Agent": "atlas" } },
  ],
  [
    "brokers without spaces and repetitions",
    { ...kafka, bootstrapServers: "b.example.com:1, a.example.com:1,a.example.com:1" },
    { config: { a: "b" } },
    { bootstrapServers: "a.example.com:1,b.example.com:1" },
  ],
  [
    "a configuration key of its own",
    { ...kafka, config: { a: "b" } },
    { bootstrapServers: "c.example.com:1" },
    { config: { a: "b", "client.id": "atlas" } },
  ],
  [
    "a configuration that the program does not have",
    kafka,
    { bootstrapServers: "c.example.com:1" },
    { config: { "client.id": "atlas" } },
  ],
  [
    "other line ends in a certificate",
    {
      ...kafka,
      security: {
        protocol: "SASL_SSL",
        brokerPublicCertificate: "-----BEGIN A-----\r\nx\r\n-----END A-----",
      },
    },
    { config: { a: "b" } },
    {
      security: { protocol: "SASL_SSL", brokerPublicCertificate: "-----BEGIN A-----\nx\n-----END A-----\n" },
    },
  ],
  [
    "a method that is filled in",
    kafka,
    { config: { a: "b" } },
    { authentication: { mechanism: "PLAIN", username: "u", method: "OIDC" } },
  ],
  [
    "a user name in its own form",
    kafka,
    { config: { a: "b" } },
    { authentication: { mechanism: "PLAIN", username: "u@tenant" } },
  ],
  [
    "a role that is filled in",
    { ...address, connectionName: "c", type: "Cluster", clusterName: "Cluster0" },
    { clusterName: "Cluster1" },
    { dbRoleToExecute: { role: "readWriteAnyDatabase", type: "BUILT_IN" } },
  ],
  [
    "a region that is filled in",
    blobStorage,
    { azure: { ...blobStorage.azure, servicePrincipalId: "22345678-1234-1234-1234-123456789012" } },
    { azure: { region: "eastus2" } },
  ],
  [
    "a networking name that is filled in",
    { ...kafka, networking: { access: { type: "PRIVATE_LINK", connectionId: "6a0b481808a64ea03b418e22" } } },
    { config: { a: "b" } },
    {
      networking: { access: { type: "PRIVATE_LINK", connectionId: "6a0b481808a64ea03b418e22", name: "pl" } },
    },
  ],
  [
    "no networking name although one was sent",
    {
      ...kafka,
      networking: {
        access: { type: "PRIVATE_LINK", connectionId: "6a0b481808a64ea03b418e22", name: "my-pl" },
      },
    },
    { config: { a: "b" } },
    { networking: { access: { type: "PRIVATE_LINK", connectionId: "6a0b481808a64ea03b418e22" } } },
  ],
  [
    "URLs of a registry with a slash, a port, and in another order",
    {
      ...address,
      connectionName: "r",
      type: "SchemaRegistry",
      provider: "CONFLUENT",
      schemaRegistryUrls: ["https://b.example.com:443", "https://a.example.com"],
      schemaRegistryAuthentication: { type: "SASL_INHERIT" },
    },
    { schemaRegistryUrls: ["https://c.example.com"] },
    {},
  ],
  [
    "another form of a service account",
    {
      ...address,
      connectionName: "g",
      type: "GCPPubSub",
      gcp: { serviceAccountId: "atlas@my-project.iam.gserviceaccount.com" },
    },
    { timeouts: { create: "5m" } },
    { gcp: { serviceAccountId: "atlas" } },
  ],
  [
    "no test bucket although one was sent",
    { ...address, connectionName: "s", type: "S3", aws: { ...aws, testBucket: "b" } },
    { aws: { roleArn: "arn:aws:iam::123456789012:role/x", testBucket: "b" } },
    {},
  ],
];

/** Merges as deep as objects go. A map is replaced as a whole. */
function merged(fields: JsonObject, shows: object): JsonObject {
  const result: JsonObject = { ...fields };
  for (const [key, value] of Object.entries(shows)) {
    const old = result[key];
    const isDeep = key === "azure" || key === "gcp";
    result[key] = isDeep ? { ...(old as object), ...(value as object) } : value;
  }
  return result;
}

describeForEachPatch("a server that writes values in its own way", (patch) => {
  let atlas: LocalAtlas;
  const lines: string[] = [];
  afterEach(async () => {
    await atlas?.close();
    lines.length = 0;
  });

  const start = async (spelling: Spelling) => {
    atlas = await startLocalAtlas({ patch, pendingMs: 0, deletingMs: 0, dialect: { spelling } });
  };
  const runtime = () => {
    const { runtime } = runtimeFor(atlas);
    return Object.create(runtime, { log: { value: (line: string) => void lines.push(line) } });
  };
  const idOf = (inputs: JsonObject) => `${projectId}/${workspaceName}/${inputs.connectionName}`;

  /** `up`, `refresh`, `preview`, `up` of another field, `refresh`, `preview`, `destroy`: without drift and errors. */
  async function live(inputs: JsonObject, changed: JsonObject): Promise<JsonObject> {
    const id = idOf(inputs);
    const created = unmarked((await create(runtime(), inputs)).outs) as JsonObject;
    const first = await read(runtime(), id, created);
    assert.deepEqual(unmarked(first.inputs), inputs, "the refresh after the creation");
    let state = unmarked(first.props) as JsonObject;
    assert.deepEqual(state, created, "the outputs after the refresh");
    assert.equal(diff(runtime(), id, state, inputs).changes, false);
    const news = { ...inputs, ...changed };
    state = unmarked((await update(runtime(), state, news)).outs) as JsonObject;
    const second = await read(runtime(), id, state);
    assert.deepEqual(unmarked(second.inputs), news, "the refresh after the update");
    assert.equal(diff(runtime(), id, unmarked(second.props) as JsonObject, news).changes, false);
    return unmarked(second.props) as JsonObject;
  }

  for (const [title, inputs, changed, shows] of cases)
    it(`causes neither drift nor an error with ${title}`, async () => {
      await start(
        Object.keys(shows).length > 0
          ? (_, fields) => {
              // What an update changes is shown as it was sent.
              const kept = Object.entries(shows).filter(
                ([key]) =>
                  !(key in changed) ||
                  key === "azure" ||
                  JSON.stringify(fields[key]) === JSON.stringify(inputs[key]),
              );
              return merged(fields, Object.fromEntries(kept)) as never;
            }
          : true,
      );
      await live(inputs, changed);
    });

  for (const [type, { full, minimal }] of Object.entries(examples))
    for (const [form, inputs] of Object.entries({ full, minimal }))
      it(`causes neither drift nor an error for ${type}, ${form}`, async () => {
        await start(true);
        const { adopt: _, ...rest } = inputs;
        const state = await live(rest, { timeouts: { create: "7m" } });
        await deleteConnection(runtime(), idOf(rest), state);
        assert.deepEqual(atlas.connections(projectId, workspaceName), []);
      });

  for (const [title, inputs, , shows] of cases)
    it(`causes no drift in the end when it writes ${title} only after a while`, async () => {
      let isLate = false;
      await start((_, fields) => (isLate ? merged(fields, shows) : fields) as never);
      const id = idOf(inputs);
      let state = unmarked((await create(runtime(), inputs)).outs) as JsonObject;
      isLate = true;
      // A refresh and an up, twice: the second refresh must not find any drift.
      for (let round = 1; round <= 2; round++) {
        const refreshed = await read(runtime(), id, state);
        state = unmarked(refreshed.props) as JsonObject;
        const { changes, replaces } = diff(runtime(), id, state, inputs);
        assert.deepEqual(replaces, [], "nothing is replaced");
        if (round === 2) assert.equal(changes, false);
        else if (changes !== false)
          state = unmarked((await update(runtime(), state, inputs)).outs) as JsonObject;
      }
    });

  it("causes one log line", async () => {
    await start((_, fields) => merged(fields, { azure: { region: "eastus2" } }) as never);
    await live(blobStorage, {
      azure: { ...blobStorage.azure, servicePrincipalId: "22345678-1234-1234-1234-123456789012" },
    });
    assert.deepEqual(
      lines.filter((line) => line.includes("spelling")),
      [
        "Atlas shows azure.region of connection z in its own spelling, or has filled it in; this is not drift",
      ],
    );
  });

  it("does not hide a manual change", async () => {
    await start((_, fields) => merged(fields, { azure: { region: "eastus2" } }) as never);
    const azure = { servicePrincipalId: "12345678-1234-1234-1234-123456789012", storageAccountName: "one1" };
    const inputs = { ...address, connectionName: "z", type: "AzureBlobStorage", azure };
    const state = unmarked((await create(runtime(), inputs)).outs) as JsonObject;
    atlas.edit(projectId, workspaceName, "z", { azure: { ...azure, storageAccountName: "two2" } });
    const { inputs: drifted } = await read(runtime(), idOf(inputs), state);
    assert.deepEqual(drifted?.azure, { ...azure, storageAccountName: "two2" });
  });

  it("adds nothing to the state when it returns the values that were sent", async () => {
    await start(false);
    for (const inputs of [https, kafka]) {
      const { outs } = await create(runtime(), inputs);
      assert.ok(!("recorded" in outs));
    }
  });

  it("adds its values of secrets to the state as secrets", async () => {
    await start(
      (_, fields) => merged(fields, { headers: { "X-Token": "header-secret-1", Via: "atlas" } }) as never,
    );
    const { outs } = await create(runtime(), { ...https, headers: { "X-Token": "header-secret-1" } });
    const recorded = JSON.stringify(outs.recorded);
    assert.match(recorded, /"4dabf18193072939515e22adb298388d"/);
    assert.deepEqual(unmarked(outs.recorded), {
      headers: { value: { "X-Token": "header-secret-1", Via: "atlas" } },
    });
  });

  it("does not make an adoption fail", async () => {
    await start(true);
    const gcp = { serviceAccountId: "atlas@my-project.iam.gserviceaccount.com" };
    const inputs = { ...address, connectionName: "g", type: "GCPPubSub", gcp };
    await create(runtime(), inputs);
    const { outs } = await create(runtime(), { ...inputs, adopt: true });
    const { inputs: refreshed } = await read(runtime(), idOf(inputs), unmarked(outs) as JsonObject);
    assert.deepEqual(unmarked(refreshed), { ...inputs, adopt: true });
  });
});
