import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import { type LocalAtlas, startLocalAtlas } from "pulumi-atlas-streams/testing";

const projectId = "32b6e34b3d91647abb20e7b8";
const workspaceName = "shop";
const url = "https://alerts.example.com/hook";

describe("this project, by the real Pulumi CLI against a local Atlas", () => {
  let atlas: LocalAtlas;
  let backend: string;
  let stack: Stack;

  before(async () => {
    atlas = await startLocalAtlas();
    backend = await mkdtemp(join(tmpdir(), "integration-test-"));
    stack = await LocalWorkspace.createStack(
      { stackName: "test", workDir: __dirname },
      {
        envVars: {
          ...atlas.environment,
          PULUMI_BACKEND_URL: pathToFileURL(backend).href,
          PULUMI_CONFIG_PASSPHRASE: "test",
        },
      },
    );
    await stack.setAllConfig({
      projectId: { value: projectId },
      workspaceName: { value: workspaceName },
      url: { value: url },
      token: { value: "not-a-real-token", secret: true },
    });
    await stack.up();
  });

  after(async () => {
    await stack?.destroy();
    // Deletes Pulumi.test.yaml, too.
    await stack?.workspace.removeStack("test");
    await atlas?.close();
    if (backend) await rm(backend, { recursive: true, force: true });
  });

  it("has made the connection", () => {
    const alerts = atlas.connection(projectId, workspaceName, "alerts");
    assert.equal(alerts?.state, "READY");
    assert.equal(alerts?.url, url);
    assert.deepEqual(alerts?.headers, { Authorization: "Bearer not-a-real-token" });
  });

  it("has nothing to do afterwards", async () => {
    await stack.preview({ expectNoChanges: true });
  });

  it("puts right what somebody has changed by hand", async () => {
    atlas.edit(projectId, workspaceName, "alerts", { url: "https://elsewhere.example.com" });
    const { summary } = await stack.up({ refresh: true });
    assert.equal(summary.resourceChanges?.update, 1);
    assert.equal(atlas.connection(projectId, workspaceName, "alerts")?.url, url);
  });

  it("survives a bad moment of Atlas", async () => {
    const fault = atlas.fault({ method: "GET", times: 1, action: { kind: "status", status: 503 } });
    await stack.refresh();
    assert.equal(fault.fired, 1);
  });
});
