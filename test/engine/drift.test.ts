import assert from "node:assert/strict";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { secret } from "../support/captured";
import { Project, projectId, workspaceName } from "./support/project";

const password = secret("s3cr3t-drift-password");
const token = secret("s3cr3t-drift-token");

const program = `
  new StreamConnection("kafka", { ...address, connectionName: "kafka", type: "Kafka",
    bootstrapServers: "a.example.com:9092", security: { protocol: "SASL_SSL" },
    authentication: { mechanism: "PLAIN", username: "atlas", password: "${password}" },
    config: { "auto.offset.reset": "earliest" } });
  new StreamConnection("hook", { ...address, connectionName: "hook", type: "Https",
    url: "https://example.com/hook", headers: { Authorization: "${token}" } });
`;

describe("engine: drift", function () {
  this.timeout(120_000);
  let atlas: LocalAtlas;
  let project: Project;

  before(async () => {
    atlas = await startLocalAtlas();
    project = await Project.create({ program, atlas });
    await project.up();
  });
  after(async () => {
    await project?.remove();
    await atlas?.close();
  });

  it("shows fields that were changed, added and removed by hand, and the next up corrects them", async () => {
    atlas.edit(projectId, workspaceName, "kafka", {
      bootstrapServers: "other.example.com:9092",
      config: null,
    });
    const added = secret("s3cr3t-added-by-hand");
    atlas.edit(projectId, workspaceName, "hook", { headers: { Authorization: token, "X-Added": added } });

    const refresh = await project.pulumi("refresh", "--yes", "--skip-preview", "--diff");
    assert.match(refresh, /bootstrapServers: "a\.example\.com:9092" => "other\.example\.com:9092"/);

    const preview = await project.preview();
    assert.match(preview, /~ bootstrapServers: "other\.example\.com:9092" => "a\.example\.com:9092"/);
    assert.match(preview, /\+ config/);
    assert.match(preview, /- X-Added\s*: \[secret\]/);
    assert.match(preview, /~ 2 to update/);

    await project.up();
    assert.equal(atlas.connection(projectId, workspaceName, "kafka")?.bootstrapServers, "a.example.com:9092");
    assert.deepEqual(atlas.connection(projectId, workspaceName, "kafka")?.config, {
      "auto.offset.reset": "earliest",
    });
    assert.deepEqual(atlas.connection(projectId, workspaceName, "hook")?.headers, { Authorization: token });
  });

  it("creates a connection again that was deleted by hand", async () => {
    atlas.remove(projectId, workspaceName, "kafka");
    await project.refresh();
    assert.match(await project.preview(), /\+ 1 to create/);
    await project.up();
    assert.ok(atlas.connection(projectId, workspaceName, "kafka"));
  });

  it("clears fields that the program removes", async () => {
    await project.write(program.replace(/,\s*config: \{[^}]*\}/, "").replace(/, headers: \{[^}]*\}/, ""));
    assert.match(await project.preview(), /- config/);
    await project.up();
    assert.equal(
      atlas.connection(projectId, workspaceName, "kafka")?.config?.["auto.offset.reset"],
      undefined,
    );
    assert.equal(atlas.connection(projectId, workspaceName, "hook")?.headers?.Authorization, undefined);
    await project.unchanged();
  });
});
