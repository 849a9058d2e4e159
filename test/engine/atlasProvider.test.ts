import assert from "node:assert/strict";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { secret } from "../support/captured";
import { Project, projectId } from "./support/project";

const keyOfOne = secret("s3cr3t-private-key-of-one");
const nextKeyOfOne = secret("s3cr3t-next-private-key-of-one");
const keyOfTwo = secret("s3cr3t-private-key-of-two");
const password = secret("s3cr3t-password-under-a-provider");

describe("engine: AtlasProvider", function () {
  this.timeout(120_000);
  let one: LocalAtlas;
  let two: LocalAtlas;
  let project: Project;

  before(async () => {
    one = await startLocalAtlas({
      apiKeys: [
        { publicKey: "one", privateKey: keyOfOne },
        { publicKey: "next", privateKey: nextKeyOfOne },
      ],
    });
    two = await startLocalAtlas({ apiKeys: [{ publicKey: "two", privateKey: keyOfTwo }] });
  });
  after(async () => {
    await project?.remove();
    await one?.close();
    await two?.close();
  });

  let keys = { publicKey: "one", privateKey: keyOfOne };
  const program = (more = "") => `
    const { AtlasProvider } = require("pulumi-atlas-streams");
    const one = new AtlasProvider("one", { publicKey: "${keys.publicKey}", privateKey: "${keys.privateKey}", baseUrl: "${one.url}" });
    const two = new AtlasProvider("two", { publicKey: "two", privateKey: "${keyOfTwo}", baseUrl: "${two.url}" });
    const hook = (name, provider) => new StreamConnection(name, { ...address, connectionName: "hook", type: "Https",
      url: "https://example.com/" + name }, { provider });
    const first = hook("first", one);
    hook("second", two);
    ${more}
  `;

  it("supports several accounts in one program, and keeps its keys secret", async () => {
    project = await Project.create({ program: program() });
    await project.up();
    assert.equal(one.connection(projectId, "shop", "hook")?.url, "https://example.com/first");
    assert.equal(two.connection(projectId, "shop", "hook")?.url, "https://example.com/second");
    await project.unchanged();
  });

  it("accepts another key without a change of any connection", async () => {
    keys = { publicKey: "next", privateKey: nextKeyOfOne };
    await project.write(program());
    const preview = await project.preview();
    assert.match(preview, /~ 1 to update/);
    assert.doesNotMatch(preview, /[~+-]\s+pulumi-nodejs:dynamic/);
    one.clearRequests();
    await project.up();
    assert.deepEqual(one.requests, []);
    await project.refresh("--expect-no-changes");
  });

  it("does not delete a connection that a renamed resource of another provider has adopted", async () => {
    const id = one.connection(projectId, "shop", "hook")?.id;
    const moved = `new StreamConnection("moved", { ...address, connectionName: "hook", type: "Https",
      url: "https://example.com/first", adopt: true }, { provider: other });`;
    await project.write(`
      ${program().replace('const first = hook("first", one);', "")}
      const other = new AtlasProvider("other", { publicKey: "one", privateKey: "${keyOfOne}", baseUrl: "${one.url}" });
      ${moved}
    `);
    assert.match(await project.up(), /not deleted, because another resource of the program owns it/);
    assert.equal(one.connection(projectId, "shop", "hook")?.id, id);
    await project.refresh("--expect-no-changes");
    // Renames the resource back.
    await project.write(program().replace('url: "https', 'adopt: true, url: "https'));
    await project.up();
    assert.equal(one.connection(projectId, "shop", "hook")?.id, id);
  });

  it("masks secrets in a preview in which the provider's own inputs are unknown", async () => {
    // The engine then calls neither check nor diff, and prints the program's inputs.
    await project.write(
      program(`
        const later = new AtlasProvider("later", { publicKey: "one", privateKey: "${keyOfOne}",
          baseUrl: hook("third", two).connectionId.apply(() => "${one.url}") });
        const kafka = (name, authentication) => new StreamConnection(name, { ...address, connectionName: name, type: "Kafka",
          bootstrapServers: "a.example.com:9092", security: { protocol: "SASL_SSL" }, authentication }, { provider: later });
        kafka("plain", { mechanism: "PLAIN", username: "atlas", password: "${password}" });
        kafka("output", pulumi.output({ mechanism: "PLAIN", username: "atlas", password: "${password}" }));
      `).replace('connectionName: "hook"', "connectionName: name"),
    );
    const preview = await project.preview();
    assert.equal(preview.match(/password\s*: \[secret\]/g)?.length, 2);
  });

  it("names the missing half of a pair of credentials", async () => {
    await project.write(`
      const { AtlasProvider } = require("pulumi-atlas-streams");
      new StreamConnection("hook", { ...address, connectionName: "hook", type: "Https", url: "https://example.com" },
        { provider: new AtlasProvider("half", { publicKey: "one" }) });
    `);
    assert.match(
      await project.pulumiFails("preview"),
      /mongodbatlas:publicKey \(or MONGODB_ATLAS_PUBLIC_KEY\) is set, but mongodbatlas:privateKey/,
    );
  });
});
