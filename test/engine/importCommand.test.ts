import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { capture, secret } from "../support/captured";
import { exampleSecrets, examples } from "../support/examples";
import { putUnknownType } from "../support/unknownType";
import { consumerFolder } from "./support/consumer";
import { Project, projectId, workspaceName } from "./support/project";

const pem = (label: string, content: string) =>
  `-----BEGIN ${label}-----\n${content}\n-----END ${label}-----\n`;
const token = "s3cr3t-token-of-an-imported-hook";
const sslKey = pem("PRIVATE KEY", secret("s3cr3t-key-of-an-imported-connection"));

/** One connection of each type with all its fields, and Kafka with further authentication methods. */
const connections: Record<string, object> = Object.fromEntries(
  Object.values(examples).map(({ full }) => {
    const { adopt: _, timeouts: __, projectId: ___, workspaceName: ____, connectionName, ...fields } = full;
    return [String(connectionName), fields];
  }),
);
const kafka = { type: "Kafka", bootstrapServers: "a.example.com:9092" };
const all: Record<string, object> = {
  ...connections,
  "clicks & `more`": {
    ...kafka,
    security: { protocol: "SASL_SSL" },
    authentication: { mechanism: "SCRAM-512", username: "atlas", password: secret("s3cr3t-scram") },
  },
  "mutual tls": {
    ...kafka,
    security: { protocol: "SSL", brokerPublicCertificate: pem("CERTIFICATE", "broker") },
    authentication: { sslCertificate: pem("CERTIFICATE", "client"), sslKey },
  },
  msk: {
    ...kafka,
    security: { protocol: "SASL_SSL" },
    authentication: { mechanism: "AWS_MSK_IAM", aws: { roleArn: "arn:aws:iam::123456789012:role/msk" } },
  },
  inherits: examples.SchemaRegistry.minimal,
  "2nd-hook": { type: "Https", url: "https://example.com/2", headers: { Authorization: secret(token) } },
};

/** Failover connections of these connections. */
const failovers = ["msk", "clicks & `more`"];

/** The required configuration, by the keys that the command generates. */
const { headers } = examples.Https.full as { headers: Record<string, string> };
const oauth = examples.Kafka.full.authentication as Record<string, string>;
const registry = examples.SchemaRegistry.full.schemaRegistryAuthentication as Record<string, string>;
const values: Record<string, string | undefined> = {
  "2ndHookAuthorization": token,
  clicksMorePassword: "s3cr3t-scram",
  clicksMoreDublinIrlPassword: "s3cr3t-scram",
  hookAuthorization: headers.Authorization,
  hookXApiKey: headers["X-Api-Key"],
  mutualTlsSslKey: sslKey,
  ordersClientSecret: oauth.clientSecret,
  ordersSslKey: oauth.sslKey,
  schemasPassword: registry.password,
};

const script = async () =>
  join(await consumerFolder(), "node_modules", "pulumi-atlas-streams", "dist", "provider", "cli", "index.js");
const workspace = ["--project", projectId, "--workspace", workspaceName];

describe("engine: pulumi-atlas-streams import", function () {
  this.timeout(240_000);
  let atlas: LocalAtlas;
  let project: Project;

  before(async () => {
    exampleSecrets.forEach(secret);
    atlas = await startLocalAtlas();
    for (const [name, fields] of Object.entries(all))
      atlas.put(projectId, workspaceName, {
        ...structuredClone(fields),
        name,
        type: String((fields as { type: unknown }).type),
      });
    for (const name of failovers)
      atlas.putFailover(projectId, workspaceName, {
        ...structuredClone(all[name]),
        name,
        type: "Kafka",
        region: "DUBLIN_IRL",
      });
  });
  afterEach(() => project?.remove());
  after(() => atlas?.close());

  async function typescriptProject(
    options: Partial<Parameters<typeof Project.create>[0]> = {},
  ): Promise<Project> {
    const created = await Project.create({ atlas, program: "", ...options });
    const pulumiYaml = { name: "engine", runtime: "nodejs", main: "index.ts" };
    await writeFile(join(created.folder, "Pulumi.yaml"), JSON.stringify(pulumiYaml));
    const compilerOptions = {
      target: "es2022",
      module: "commonjs",
      moduleResolution: "node10",
      strict: true,
      noUnusedLocals: true,
    };
    await writeFile(join(created.folder, "tsconfig.json"), JSON.stringify({ compilerOptions }));
    await writeFile(join(created.folder, "index.ts"), `import "./connections";\n`);
    return created;
  }
  const command = async (...args: string[]) => project.node(await script(), "import", ...args);
  const read = async (name: string) => capture(name, await readFile(join(project.folder, name), "utf8"));

  it("imports connections of all types; only values that Atlas never returns remain to be sent", async () => {
    putUnknownType(atlas, "beam", "Teleport");
    atlas.put(projectId, workspaceName, { name: "old", type: "Sample" });
    atlas.setState(projectId, workspaceName, "old", "DELETING");
    project = await typescriptProject();
    const before = structuredClone(atlas.connections(projectId, workspaceName));
    atlas.clearRequests();

    const { code, output } = await command(...workspace);
    assert.equal(code, 0, output);
    assert.match(output, /^Skipped: beam: this version does not know its type, Teleport/m);
    assert.match(output, /^Skipped: old: Atlas is deleting it\.$/m);
    assert.ok(atlas.requests.every(({ method }) => method === "GET"));
    await read("connections.ts");
    const file = JSON.parse(await read("import.json"));
    assert.equal(file.resources.length, Object.keys(all).length + failovers.length);

    // The printed commands, completed with the user's values.
    const commands = [...output.matchAll(/^ {3}pulumi (.*)$/gm)].map(([, words = ""]) => words);
    const [configuration, steps] = [
      commands.filter((words) => words.startsWith("config ")),
      commands.filter((words) => !words.startsWith("config ")).map((words) => words.split(" ")),
    ];
    assert.deepEqual(
      configuration.map((words) => words.replace(/^config set --secret (\w+)( < FILE)?$/, "$1")).sort(),
      Object.keys(values).sort(),
    );
    assert.match(output, /mutualTlsSslKey < FILE$/m);
    const pairs = Object.entries(values).flatMap(([key, value]) => ["--secret", `${key}=${value}`]);
    await project.pulumi("config", "set-all", ...pairs);
    assert.deepEqual(
      steps.map(([name]) => name),
      ["import", "refresh", "preview", "up", "preview"],
    );
    const [importing = [], refreshing = [], previewing = [], , again = []] = steps;
    const printed = await project.pulumi(...importing);
    assert.doesNotMatch(printed, /warning/);
    const { hook: imported, msk } = await project.resources();
    const { id } = before.find(({ name }) => name === "msk") ?? {};
    assert.deepEqual(
      [msk?.inputs.bootstrapServers, msk?.outputs.state, msk?.outputs.connectionId],
      ["a.example.com:9092", "READY", id],
    );
    assert.equal(imported?.inputs.headers, undefined);
    const failover = (await project.resources())["msk-dublin-irl"];
    assert.match(failover?.id ?? "", new RegExp(`^${projectId}/shop/msk/[a-f0-9]{24}$`));
    assert.equal(failover?.type, "pulumi-nodejs:dynamic/mongodbatlas:StreamConnectionFailover");
    await project.pulumi(...refreshing);
    assert.deepEqual(atlas.connections(projectId, workspaceName), before);

    const preview = await project.pulumi(...previewing);
    const changed = [...preview.matchAll(/^ *([-+~]+ ?\w[\w.-]*) *: (.*)$/gm)].map(
      ([, name, value]) => `${name} ${value}`,
    );
    assert.deepEqual(
      changed
        .filter((line) => line !== "~ authentication {" && line !== "~ schemaRegistryAuthentication {")
        .sort(),
      [
        "+ clientSecret [secret]",
        "+ password [secret]",
        "+ password [secret]",
        "+ password [secret]",
        "+ sslKey [secret]",
        "+ sslKey [secret]",
      ],
      preview,
    );
    assert.match(preview, /~ 5 to update/);

    await project.up();
    await project.pulumi(...again);
    assert.deepEqual(atlas.connections(projectId, workspaceName), before);
    assert.deepEqual(atlas.secretsOf(projectId, workspaceName, "mutual tls"), {
      "authentication.sslKey": sslKey,
    });

    // The command must write the same stub as Pulumi; a different text would update all connections.
    const fresh = await Project.create({
      atlas,
      program: `new StreamConnection("fresh", { ...address, connectionName: "fresh", type: "Sample" });`,
    });
    await fresh.up();
    const text = (await fresh.resources()).fresh?.inputs.__provider;
    assert.equal(file.resources[0].inputs.__provider, text);
    assert.equal(imported?.inputs.__provider, text);
    await fresh.destroy();
    await fresh.remove();
  });

  it("imports into ES modules in JavaScript; marks keys that the configuration has", async () => {
    // The shared one answers every list with an additional connection.
    const own = await startLocalAtlas();
    const hook = {
      type: "Https",
      url: "https://example.com",
      headers: { Authorization: token, Accept: "*/*" },
    };
    const tls = { ...all["mutual tls"], type: "Kafka" };
    for (const [name, fields] of Object.entries({ hook, tls }))
      own.put(projectId, workspaceName, { ...structuredClone(fields), name });
    project = await Project.create({ atlas: own, program: "" });
    await writeFile(join(project.folder, "package.json"), '{ "type": "module", "main": "index.js" }');
    await writeFile(join(project.folder, "index.js"), `import "./other.js";\n`);
    await project.pulumi("config", "set-all", "--secret", `tlsSslKey=${sslKey}`);

    const { code, output } = await command(...workspace, "--program", "other.js");
    assert.equal(code, 0, output);
    assert.match(output, /^ {3}import "\.\/other\.js";$/m);
    assert.match(output, /^ {3}# tlsSslKey exists already$/m);
    assert.match(output, /^ {3}pulumi config set --secret hookAuthorization$/m);
    assert.match(await read("other.js"), /Accept: "\*\/\*"/);
    await project.pulumi("config", "set", "--secret", "hookAuthorization", token);
    await project.pulumi("import", "-f", "import.json", "--generate-code=false", "--protect=false", "--yes");

    // Even without the refresh, the state has all but what the file may not hold.
    assert.match(await project.preview(), /~ 2 to update/);
    await project.refresh();
    const preview = await project.preview();
    assert.match(preview, /~ authentication: \{\s+\+ sslKey: \[secret\]\s+\}/);
    assert.match(preview, /~ 1 to update/);
    await project.up();
    await project.unchanged();
    await own.close();
  });

  it("reads credentials from the stack's configuration, and imports only the named connections", async () => {
    const { MONGODB_ATLAS_PUBLIC_KEY = "", MONGODB_ATLAS_PRIVATE_KEY = "" } = atlas.environment;
    project = await Project.create({ program: "", config: { "mongodbatlas:baseUrl": atlas.url } });
    const set = ["--plaintext", `mongodbatlas:publicKey=${MONGODB_ATLAS_PUBLIC_KEY}`];
    await project.pulumi(
      "config",
      "set-all",
      ...set,
      "--secret",
      `mongodbatlas:privateKey=${secret(MONGODB_ATLAS_PRIVATE_KEY)}`,
    );
    const chosen = ["--name", "msk", "--name", "lake"];
    const { code, output } = await command(...workspace, ...chosen, "--stack", "test");
    assert.equal(code, 0, output);
    const { resources } = JSON.parse(await read("import.json"));
    assert.deepEqual(
      resources.map(({ name }: { name: string }) => name),
      ["lake", "msk", "msk-dublin-irl"],
    );
    assert.match(output, /^ {3}pulumi refresh --yes --stack test$/m);
    assert.doesNotMatch(output, /config set/);
  });

  it("reports that the configuration cannot be read, and continues with the environment", async () => {
    project = await Project.create({ atlas, program: "" });
    const { code, output } = await command(...workspace, "--stack", "missing");
    assert.equal(code, 0, output);
    assert.match(
      output,
      /The stack's configuration was not read: pulumi config --stack missing failed; run it to see why\./,
    );
  });
});
