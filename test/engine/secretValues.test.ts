import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { secret } from "../support/captured";
import { consumerFolder } from "./support/consumer";
import { Project, projectId, workspaceName } from "./support/project";

const setting = secret("s3cr3t-in-a-setting");
const inUrl = secret("s3cr3t-in-a-url");
const inList = secret("s3cr3t-in-a-list");
const username = secret("s3cr3t-user-marked-by-the-program");
const privateKey = secret("s3cr3t-private-key-without-a-mark");

const program = `
  const config = new pulumi.Config();
  const { broker } = process.env;
  new StreamConnection("kafka", { ...address, connectionName: "kafka", type: "Kafka",
    bootstrapServers: "a.example.com:9092", security: { protocol: "SSL" },
    config: { "sasl.oauthbearer.client.secret": "${setting}", "client.id": "atlas" } });
  new StreamConnection("hook", { ...address, connectionName: "hook", type: "Https",
    url: "https://user:${inUrl}@example.com/hook" });
  new StreamConnection("registry", { ...address, connectionName: "registry", type: "SchemaRegistry", provider: "CONFLUENT",
    schemaRegistryUrls: ["https://one.example.com", "https://user:${inList}@two.example.com"],
    schemaRegistryAuthentication: { type: "SASL_INHERIT" } });
`;
const fields = { kafka: "config", hook: "url", registry: "schemaRegistryUrls" } as const;

describe("engine: secrets by key or value", function () {
  this.timeout(240_000);
  let atlas: LocalAtlas;
  let project: Project;

  before(async () => {
    atlas = await startLocalAtlas();
    project = await Project.create({ program, atlas });
  });
  after(async () => {
    await project?.remove();
    await atlas?.close();
  });

  /** What the state holds of the fields, as one text. */
  async function stored(which: "inputs" | "outputs", of = project): Promise<string> {
    const resources = await of.resources();
    return JSON.stringify(Object.entries(fields).map(([name, field]) => resources[name]?.[which][field]));
  }
  const isEncrypted = (text: string) => !/s3cr3t|0ld/.test(text) && text.match(/"ciphertext"/g)?.length === 3;

  it("are masked in a preview, and nothing else is", async () => {
    const preview = await project.preview();
    assert.match(preview, /sasl\.oauthbearer\.client\.secret\s*: \[secret\]/);
    assert.match(preview, /client\.id\s*: "atlas"/);
    assert.match(preview, /url\s*: \[secret\]/);
    assert.match(preview, /schemaRegistryUrls\s*: \[secret\]/);
  });

  it("reach Atlas, and are encrypted in the state, also after a refresh", async () => {
    await project.up();
    const found = atlas.connection(projectId, workspaceName, "kafka")?.config as Record<string, string>;
    assert.equal(found["sasl.oauthbearer.client.secret"], setting);
    for (const which of ["inputs", "outputs"] as const) assert.ok(isEncrypted(await stored(which)), which);
    await project.refresh("--expect-no-changes");
    for (const which of ["inputs", "outputs"] as const) assert.ok(isEncrypted(await stored(which)), which);
  });

  it("that an earlier version stored in plain text are encrypted without a change", async () => {
    // With values that are no registered secrets, because an old state holds them in plain text.
    const other = await startLocalAtlas();
    const old = await Project.create({
      program: program.replaceAll("s3cr3t", "0ld"),
      atlas: other,
      name: "old",
    });
    try {
      await old.up();
      const exported = JSON.parse(await old.pulumi("stack", "export", "--show-secrets"));
      for (const { type, inputs, outputs } of exported.deployment.resources)
        if (type.endsWith(":StreamConnection"))
          for (const properties of [inputs, outputs])
            for (const field of Object.values(fields))
              if (properties[field] !== undefined) properties[field] = plain(properties[field]);
      await old.importState(JSON.stringify(exported));
      assert.match(await stored("outputs", old), /0ld-in-a-url/);
      other.clearRequests();
      assert.doesNotMatch(await old.up("--expect-no-changes"), /0ld/);
      assert.equal(other.requests.length, 0);
      assert.ok(isEncrypted(await stored("inputs", old)));
      await old.refresh("--expect-no-changes");
      for (const which of ["inputs", "outputs"] as const)
        assert.ok(isEncrypted(await stored(which, old)), which);
    } finally {
      await old.remove();
      await other.close();
    }
  });

  it("are never in what the import command writes or prints", async () => {
    const cli = join(
      await consumerFolder(),
      "node_modules",
      "pulumi-atlas-streams",
      "dist",
      "provider",
      "cli",
      "index.js",
    );
    const { code, output } = await project.node(
      cli,
      "import",
      "--project",
      projectId,
      "--workspace",
      workspaceName,
    );
    assert.equal(code, 0, output);
    const written = await readFile(join(project.folder, "connections.ts"), "utf8");
    assert.match(written, /"sasl\.oauthbearer\.client\.secret":\s+config\.requireSecret\(/);
    assert.match(written, /url: config\.requireSecret\("hookUrl"\)/);
    assert.match(written, /config\.requireSecret\("registrySchemaRegistryUrls"\)/);
    assert.doesNotMatch(
      written + output + (await readFile(join(project.folder, "import.json"), "utf8")),
      /s3cr3t/,
    );
  });

  it("of any field stay out of errors, where the program marks them", async () => {
    await project.write(`${program}
      new StreamConnection("marked", { ...address, connectionName: "marked", type: "Kafka",
        bootstrapServers: "a.example.com:9092", security: { protocol: "SASL_SSL" },
        authentication: { mechanism: "PLAIN", username: pulumi.secret("${username}"), password: "p" } });`);
    const detail = `The user ${username} is wrong \u001b[31m\nreally`;
    const body = { error: 400, errorCode: "VALIDATION_ERROR", detail };
    atlas.fault({ method: "POST", action: { kind: "status", status: 400, body } });
    const output = await project.pulumiFails("up", "--yes", "--skip-preview");
    assert.match(output, /The user \[authentication\.username\] is wrong \[31m really/);
    assert.ok(!output.includes("\u001b"));
  });

  it("a warning names credentials that the configuration holds in plain text, and only these", async () => {
    await project.write(program);
    await project.pulumi("config", "set", "mongodbatlas:publicKey", "locatlas");
    await project.pulumi("config", "set", "--secret", "mongodbatlas:privateKey", privateKey);
    assert.doesNotMatch(await project.preview(), /not marked as a secret/);
    await project.pulumi("config", "set", "--plaintext", "mongodbatlas:privateKey", "plain-example");
    assert.match(await project.preview(), /warning: mongodbatlas:privateKey is not marked as a secret/);
  });
});

/** A value of an exported state without marks of secrets. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  if ("plaintext" in value) return plain(JSON.parse(String(value.plaintext)));
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, plain(child)]));
}
