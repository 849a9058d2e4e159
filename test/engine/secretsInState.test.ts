import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { secret } from "../support/captured";
import { filesIn } from "../support/files";
import { decrypted } from "./support/decrypted";
import { Project, passphrase, projectId, workspaceName } from "./support/project";

const password = secret("s3cr3t-out-of-the-state");
const changed = secret("s3cr3t-changed-out-of-the-state");
const token = secret("s3cr3t-token-out-of-the-state");
const configured = secret("s3cr3t-in-the-configuration");

const program = (given = password, more = "") => `
  const password = pulumi.secret("${given}");
  const orders = new StreamConnection("orders", { ...address, connectionName: "orders", type: "Kafka", secretsInState: false,
    bootstrapServers: "a.example.com:9092", security: { protocol: "SASL_SSL" },
    authentication: { mechanism: "PLAIN", username: "atlas", password } ${more} });
  const hook = new StreamConnection("hook", { ...address, connectionName: "hook", type: "Https", secretsInState: false,
    url: "https://example.com/", headers: { Authorization: "${token}" } });
  exports.username = orders.authentication.apply((authentication) => authentication.username);
  exports.hasPassword = orders.authentication.apply((authentication) => authentication.password !== undefined);
  exports.headers = hook.headers;
  exports.copy = orders.authentication;
`;

describe("engine: secretsInState: false", function () {
  this.timeout(240_000);
  let atlas: LocalAtlas;
  let project: Project;

  before(async () => {
    atlas = await startLocalAtlas();
    project = await Project.create({ program: program(), atlas });
  });
  beforeEach(() => atlas.clearRequests());
  after(async () => {
    await project?.remove();
    await atlas?.close();
  });

  const passwordInAtlas = () =>
    atlas.secretsOf(projectId, workspaceName, "orders")["authentication.password"];

  /** Searches state, backups, history, plans and event logs, decrypted. */
  async function assertNoSecretInFiles(): Promise<void> {
    const yaml = await readFile(join(project.folder, "Pulumi.test.yaml"), "utf8");
    const [, salt = ""] = /encryptionsalt"?: "?([^"\s]+)/.exec(yaml) ?? [];
    const files = [
      ...(await filesIn(join(project.backend, ".pulumi"))),
      ...(await filesIn(project.folder)).filter((file) => /(plan|events)\.json$/.test(file)),
    ];
    assert.ok(
      files.some((file) => file.includes("history")) && files.some((file) => file.includes("backups")),
    );
    let decryptedFiles = 0;
    for (const file of files) {
      const text = decrypted(await readFile(file, "utf8"), passphrase, salt);
      assert.doesNotMatch(text, /s3cr3t/, file);
      if (text.includes('{"fingerprint":"1:')) decryptedFiles++;
    }
    assert.ok(decryptedFiles > 5, "files were decrypted");
  }

  it("shows secrets in a preview as always, and saves a plan without them", async () => {
    const preview = await project.preview("--save-plan", "plan.json");
    assert.match(preview, /password\s*: \[secret\]/);
    assert.match(preview, /Authorization\s*: \[secret\]/);
    assert.ok(atlas.requests.every(({ method }) => method === "GET"));
  });

  it("follows the plan, because another process comes to the same fingerprints", async () => {
    await project.up("--plan", "plan.json");
    assert.equal(passwordInAtlas(), password);
    assert.deepEqual(atlas.connection(projectId, workspaceName, "hook")?.headers, { Authorization: token });
    const exported = await project.pulumi("stack", "export", "--show-secrets");
    assert.match(exported, /fingerprint/);
    assert.doesNotMatch(exported, /s3cr3t/);
  });

  it("leaves the secrets out of the outputs", async () => {
    const outputs = JSON.parse(await project.pulumi("stack", "output", "--json", "--show-secrets"));
    assert.deepEqual(outputs, {
      username: "atlas",
      hasPassword: false,
      headers: {},
      copy: { mechanism: "PLAIN", username: "atlas" },
    });
  });

  it("finds no change afterwards, and needs no secret for a refresh", async () => {
    await project.unchanged();
    await project.refresh("--expect-no-changes");
  });

  it("needs no secret for a refresh that finds drift", async () => {
    atlas.edit(projectId, workspaceName, "orders", { bootstrapServers: "by-hand.example.com:9092" });
    atlas.edit(projectId, workspaceName, "hook", { headers: { Authorization: "by hand" } });
    await project.pulumi("refresh", "--preview-only");
    await project.preview("--refresh");
    await project.refresh();
    await project.up("--refresh");
    assert.equal(
      atlas.connection(projectId, workspaceName, "orders")?.bootstrapServers,
      "a.example.com:9092",
    );
    assert.equal(passwordInAtlas(), password);
    assert.deepEqual(atlas.connection(projectId, workspaceName, "hook")?.headers, { Authorization: token });
  });

  it("leaves the secrets out of the outputs where ignoreChanges keeps secretsInState", async () => {
    const ignoring = program(password, "}, { ignoreChanges: ['secretsInState']").replace(
      "secretsInState: false,",
      "",
    );
    await project.write(ignoring);
    await project.up();
    const outputs = JSON.parse(await project.pulumi("stack", "output", "--json", "--show-secrets"));
    assert.equal(outputs.hasPassword, false);
    await project.write(program());
  });

  it("refuses a plan that a changed secret violates, without a secret in the message", async () => {
    await project.preview("--save-plan", "plan.json");
    await project.write(program(changed));
    await project.pulumiFails("up", "--yes", "--skip-preview", "--plan", "plan.json");
    assert.equal(passwordInAtlas(), password);
  });

  it("sends a changed secret with one request", async () => {
    const preview = await project.preview();
    assert.match(preview, /password: \[secret\] => \[secret\]/);
    assert.match(preview, /~ 1 to update/);
    const events = { PULUMI_DEBUG_COMMANDS: "true" };
    const run = project.start(["up", "--yes", "--skip-preview", "--event-log", "events.json"], events);
    const { code, output } = await run.result;
    assert.equal(code, 0, output);
    assert.equal(passwordInAtlas(), changed);
    assert.equal(atlas.requests.filter(({ method }) => method === "PATCH").length, 1);
  });

  it("sends the secret with a replacement", async () => {
    await project.write(program(changed, `, networking: { access: { type: "VPC" } }`));
    await project.up();
    assert.equal(passwordInAtlas(), changed);
  });

  it("leaves no secret in any file, decrypted", () => assertNoSecretInFiles());

  it("refuses a secret of the stack's configuration in the preview", async () => {
    await project.pulumi("config", "set", "--secret", "password", configured);
    await project.write(
      program().replace(`pulumi.secret("${password}")`, `new pulumi.Config().requireSecret("password")`),
    );
    const output = await project.pulumiFails("preview");
    assert.match(
      output,
      /authentication\.password: is in the stack's configuration, which Pulumi keeps in the state/,
    );
    await project.pulumi("config", "rm", "password");
  });

  it("needs no secret for a refresh or destroy that runs the program", async () => {
    await project.write(program().replace(`pulumi.secret("${password}")`, "undefined"));
    await project.refresh("--run-program");
    await project.destroy("--run-program");
    assert.deepEqual(atlas.connections(projectId, workspaceName), []);
  });
});
