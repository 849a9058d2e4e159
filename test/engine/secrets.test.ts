import assert from "node:assert/strict";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { secret } from "../support/captured";
import { Project } from "./support/project";

const plain = secret("s3cr3t-given-as-plain-text");
const configured = secret("s3cr3t-given-by-config");
const header = secret("s3cr3t-header-value");
const inOutput = secret("s3cr3t-inside-an-output");

const program = `
  const config = new pulumi.Config();
  const kafka = (name, authentication) => new StreamConnection(name, { ...address, connectionName: name, type: "Kafka",
    bootstrapServers: "a.example.com:9092", security: { protocol: "SASL_SSL" }, authentication });
  const one = kafka("plain", { mechanism: "PLAIN", username: "atlas", password: "${plain}" });
  const two = kafka("configured", { mechanism: "PLAIN", username: "atlas", password: config.requireSecret("password") });
  const three = kafka("output", pulumi.output({ mechanism: "PLAIN", username: "atlas", password: "${inOutput}" }));
  const hook = new StreamConnection("hook", { ...address, connectionName: "hook", type: "Https",
    url: "https://example.com", headers: pulumi.output({ Authorization: "${header}" }) });
  exports.authentication = one.authentication;
  exports.headers = hook.headers;
  exports.url = hook.url;
`;

describe("engine: secrets", function () {
  this.timeout(120_000);
  let atlas: LocalAtlas;
  let project: Project;

  before(async () => {
    atlas = await startLocalAtlas();
    project = await Project.create({ program, atlas, name: "owner" });
    await project.pulumi("config", "set", "--secret", "password", configured);
  });
  after(async () => {
    await project?.remove();
    await atlas?.close();
  });

  it("masks each secret in a preview, whether or not the program marks it, and nothing else", async () => {
    const preview = await project.preview();
    assert.equal(preview.match(/password\s*: \[secret\]/g)?.length, 3);
    assert.match(preview, /Authorization\s*: \[secret\]/);
    assert.equal(preview.match(/username\s*: "atlas"/g)?.length, 3);
  });

  it("sends secrets to Atlas and stores only ciphertext in the state", async () => {
    await project.up();
    assert.equal(
      atlas.secretsOf("32b6e34b3d91647abb20e7b8", "shop", "output")["authentication.password"],
      inOutput,
    );
    const { plain: resource, hook } = await project.resources();
    for (const properties of [resource?.inputs, resource?.outputs]) {
      const authentication = properties?.authentication as { password: { ciphertext?: string } };
      assert.ok(authentication.password.ciphertext);
    }
    const headers = hook?.outputs.headers as { Authorization: { ciphertext?: string } };
    assert.ok(headers.Authorization.ciphertext);
  });

  it("marks outputs that contain a secret as secret", async () => {
    const outputs = await project.pulumi("stack", "output");
    assert.match(outputs, /authentication\s+\[secret\]/);
    assert.match(outputs, /headers\s+\[secret\]/);
    assert.match(outputs, /url\s+https:\/\/example\.com/);
  });

  it("keeps secrets after a refresh", async () => {
    await project.refresh("--expect-no-changes");
    const { plain: resource } = await project.resources();
    const authentication = resource?.inputs.authentication as { password: { ciphertext?: string } };
    assert.ok(authentication.password.ciphertext);
  });

  it("shows a changed secret as a change without its values", async () => {
    const changed = secret("s3cr3t-second-plain-text");
    await project.write(program.replace(plain, changed));
    assert.match(await project.preview(), /~ password: \[secret\] => \[secret\]/);
    await project.up();
    assert.equal(
      atlas.secretsOf("32b6e34b3d91647abb20e7b8", "shop", "plain")["authentication.password"],
      changed,
    );
  });

  it("keeps outputs secret through a stack reference", async () => {
    const reader = await Project.create({
      backend: project.backend,
      name: "reader",
      stack: "reading",
      atlas,
      program: `
        const owner = new pulumi.StackReference("organization/owner/test");
        const authentication = owner.requireOutput("authentication");
        new StreamConnection("copy", { ...address, connectionName: "copy", type: "Kafka",
          bootstrapServers: "b.example.com:9092", security: { protocol: "SASL_SSL" }, authentication });
        exports.password = authentication.apply((a) => a.password);
      `,
    });
    try {
      await reader.up();
      assert.match(await reader.pulumi("stack", "output"), /password\s+\[secret\]/);
      assert.equal(
        atlas.secretsOf("32b6e34b3d91647abb20e7b8", "shop", "copy")["authentication.password"],
        "s3cr3t-second-plain-text",
      );
    } finally {
      await reader.remove();
    }
  });
});
