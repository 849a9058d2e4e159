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

describe("this project, with the real Pulumi CLI and a local Atlas", () => {
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
    // This also deletes Pulumi.test.yaml.
    await stack?.workspace.removeStack("test");
    await atlas?.close();
    if (backend) await rm(backend, { recursive: true, force: true });
  });

  it("creates the connection", () => {
    const alerts = atlas.connection(projectId, workspaceName, "alerts");
    assert.equal(alerts?.state, "READY");
    assert.equal(alerts?.url, url);
    assert.deepEqual(alerts?.headers, { Authorization: "Bearer not-a-real-token" });
  });

  it("shows no changes afterwards", async () => {
    await stack.preview({ expectNoChanges: true });
  });

  it("corrects drift", async () => {
    atlas.edit(projectId, workspaceName, "alerts", { url: "https://elsewhere.example.com" });
    const { summary } = await stack.up({ refresh: true });
    assert.equal(summary.resourceChanges?.update, 1);
    assert.equal(atlas.connection(projectId, workspaceName, "alerts")?.url, url);
  });

  it("retries a failed request", async () => {
    const fault = atlas.fault({ method: "GET", times: 1, action: { kind: "status", status: 503 } });
    await stack.refresh();
    assert.equal(fault.fired, 1);
  });
});
