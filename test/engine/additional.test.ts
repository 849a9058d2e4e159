import assert from "node:assert/strict";
import { devNull } from "node:os";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { secret } from "../support/captured";
import { Project, projectId, workspaceName } from "./support/project";

const token = secret("s3cr3t-of-a-newer-field");
const drifted = secret("s3cr3t-that-a-person-has-set");

const program = (more = "") => `
  new StreamConnection("orders", { ...address, connectionName: "orders", type: "Kafka",
    bootstrapServers: "a.example.com:9092", security: { protocol: "PLAINTEXT" },
    additionalProperties: { newField: { plain: "visible", token: pulumi.secret("${token}") } ${more} } });
`;

describe("engine: additionalProperties", function () {
  this.timeout(120_000);
  let atlas: LocalAtlas;
  let project: Project;

  before(async () => {
    atlas = await startLocalAtlas({ dialect: { newer: true }, recordFile: devNull });
    project = await Project.create({ program: program(), atlas });
  });
  after(async () => {
    await project?.remove();
    await atlas?.close();
  });

  const there = () => atlas.connection(projectId, workspaceName, "orders");
  /** Also searches previews: everything that the CLI prints is captured. */
  const assertHidden = async () => {
    const state = JSON.stringify(await project.deployment());
    assert.doesNotMatch(state, /s3cr3t/);
    assert.match(state, /visible/);
  };

  it("reach Atlas, and their secrets are masked and encrypted", async () => {
    const preview = await project.preview();
    assert.match(preview, /newField\s*: \{/);
    assert.match(preview, /token\s*: \[secret\]/);
    await project.up();
    assert.deepEqual(there()?.newField, { plain: "visible", token });
    await assertHidden();
    await project.unchanged();
  });

  it("stay hidden when a person has changed them, and are put right", async () => {
    atlas.put(projectId, workspaceName, {
      ...there(),
      newField: { plain: "visible", token: drifted },
    } as never);
    const preview = await project.pulumi("preview", "--refresh", "--diff");
    assert.match(preview, /token\s*: \[secret\] => \[secret\]/);
    await project.pulumi("refresh", "--yes");
    await assertHidden();
    await project.up();
    assert.deepEqual(there()?.newField, { plain: "visible", token });
    await project.unchanged();
  });
});
