import assert from "node:assert/strict";
import { chmod, copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { secret } from "../support/captured";
import { consumerFolder } from "./support/consumer";
import { Project, projectId, workspaceName } from "./support/project";

const password = secret("s3cr3t-password-of-a-migrated-connection");
const oldType = "mongodbatlas:index/streamConnection:StreamConnection";

/** The steps of docs/migrating.md with the real engine and a fake plugin of the old provider. */
describe("engine: migrating from @pulumi/mongodbatlas", function () {
  this.timeout(240_000);
  let atlas: LocalAtlas;
  let project: Project;
  let folder: string;

  before(async () => {
    atlas = await startLocalAtlas();
    folder = await mkdtemp(join(await consumerFolder(), "old-provider-"));
    await copyFile(join(__dirname, "fixtures", "oldProvider.js"), join(folder, "provider.js"));
    const plugin = join(folder, "pulumi-resource-mongodbatlas");
    await writeFile(plugin, `#!/bin/sh\nexec node "${join(folder, "provider.js")}" "$@"\n`);
    await chmod(plugin, 0o755);
  });
  beforeEach(async () => {
    await writeFile(join(folder, "deletes"), "");
    atlas.put(projectId, workspaceName, { name: "orders", ...fields });
    project = await Project.create({
      atlas,
      program: program(oldOrders()),
      environment: {
        PATH: [folder, process.env.PATH].join(delimiter),
        OLD_PROVIDER_DELETES: join(folder, "deletes"),
      },
    });
    await project.up();
    atlas.clearRequests();
  });
  afterEach(() => project?.remove());
  after(async () => {
    await atlas?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const fields = {
    type: "Kafka",
    bootstrapServers: "a.example.com:9092",
    security: { protocol: "SASL_SSL" },
    authentication: { mechanism: "PLAIN", username: "atlas", password },
  };
  // The fake plugin marks no secrets, so the program does.
  const args = `{ ...address, connectionName: "orders", ...${JSON.stringify(fields)} }`.replace(
    JSON.stringify(password),
    `pulumi.secret("${password}")`,
  );
  const program = (orders: string, uses = true) => `
    class Old extends pulumi.CustomResource {
      constructor(type, name, args, opts) { super("mongodbatlas:index/" + type, name, { connectionName: undefined, ...args }, opts); }
    }
    const orders = ${orders};
    ${uses ? 'new Old("streamProcessor:StreamProcessor", "totals", { ...address, connectionName: orders.connectionName });' : ""}`;
  const oldOrders = (opts = "{}") =>
    `new Old("streamConnection:StreamConnection", "orders", ${args}, ${opts})`;

  const deletes = () => readFile(join(folder, "deletes"), "utf8");
  async function urnOfOld(): Promise<string | undefined> {
    return (await project.deployment()).resources?.find(({ type }) => type === oldType)?.urn;
  }

  it("works with retainOnDelete and adopt after pulumi state unprotect, if the old resource is protected", async () => {
    await project.write(program(oldOrders("{ retainOnDelete: true, protect: true }")));
    await project.up();
    await project.write(program(`new StreamConnection("orders", ${args.replace("{", "{ adopt: true,")})`));
    assert.match(await project.pulumiFails("up", "--yes", "--skip-preview"), /protect/);
    await project.pulumi("state", "unprotect", (await urnOfOld()) ?? "", "--yes");
    await project.up();
    assert.equal(await urnOfOld(), undefined);
    assert.equal(await deletes(), "");
    await project.preview("--expect-no-changes");
  });

  it("works with retainOnDelete and adopt, with a resource that uses the connection", async () => {
    const before = structuredClone(atlas.connection(projectId, workspaceName, "orders"));
    await project.write(program(oldOrders("{ retainOnDelete: true }")));
    await project.up();
    const adopting = args.replace("{", "{ adopt: true,");
    await project.write(program(`new StreamConnection("orders", ${adopting})`));
    assert.match(await project.preview(), /connection orders exists already, and will be taken over/);
    await project.up();

    assert.equal(await deletes(), "");
    assert.equal(await urnOfOld(), undefined);
    assert.deepEqual(atlas.connection(projectId, workspaceName, "orders"), before);
    assert.ok(atlas.requests.every(({ method }) => method !== "DELETE"));
    await project.preview("--expect-no-changes");

    await project.write(program(`new StreamConnection("orders", ${args})`));
    await project.up();
    assert.deepEqual(atlas.connection(projectId, workspaceName, "orders"), before);
  });

  it("works with pulumi state delete and the import command", async () => {
    const before = structuredClone(atlas.connection(projectId, workspaceName, "orders"));
    // Pulumi refuses while another resource uses it.
    const urn = (await urnOfOld()) ?? assert.fail("the old resource is in the state");
    assert.match(await project.pulumiFails("state", "delete", urn, "--yes"), /depend on it/);
    await project.write(program(oldOrders(), false));
    await project.up();
    await writeFile(join(folder, "deletes"), "");

    const cli = join(await consumerFolder(), "node_modules/pulumi-atlas-streams/dist/provider/cli/index.js");
    const { code, output } = await project.node(
      cli,
      ...["import", "--project", projectId, "--workspace", workspaceName, "--name", "orders"],
    );
    assert.equal(code, 0, output);
    await project.pulumi("state", "delete", urn, "--yes");
    await project.write(program(`new StreamConnection("orders", ${args})`, false));
    const importing = ["import", "-f", "import.json", "--generate-code=false", "--protect=false", "--yes"];
    await project.pulumi(...importing);
    await project.refresh();
    assert.match(await project.preview(), /\+ password *: \[secret\]/);
    await project.up();
    assert.equal(await deletes(), "");
    assert.deepEqual(atlas.connection(projectId, workspaceName, "orders"), before);
    await project.preview("--expect-no-changes");
  });
});
