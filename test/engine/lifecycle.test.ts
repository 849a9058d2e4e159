import assert from "node:assert/strict";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { connectionTypes } from "../../provider/connections/types";
import type { JsonObject } from "../../provider/shared/json";
import { secret } from "../support/captured";
import { exampleSecrets, examples } from "../support/examples";
import { describeForEachPatch } from "../support/patches";
import { Project, projectId, workspaceName } from "./support/project";

/** A program with one connection of each type, named after it; `changes` override arguments. */
function tenTypes(changes: Readonly<Record<string, object>> = {}): string {
  const args = Object.entries(examples).map(([type, { full }]) => [type, { ...full, ...changes[type] }]);
  return `
    const all = ${JSON.stringify(Object.fromEntries(args))};
    for (const [name, args] of Object.entries(all)) exports[name] = new StreamConnection(name, args).state;
  `;
}

describe("engine: lifecycle of all ten types", function () {
  this.timeout(120_000);
  let atlas: LocalAtlas;
  let project: Project;
  const types = Object.keys(connectionTypes);

  before(async () => {
    exampleSecrets.forEach(secret);
    atlas = await startLocalAtlas({ pendingMs: { VPC: 200, PRIVATE_LINK: 200 } });
    project = await Project.create({ program: tenTypes(), atlas });
  });
  after(async () => {
    await project?.remove();
    await atlas?.close();
  });

  it("previews ten creates without a request", async () => {
    const output = await project.preview();
    assert.match(output, /\+ 11 to create/);
    assert.equal(atlas.requests.length, 0);
  });

  it("creates all ten, READY and with Atlas' ids", async () => {
    await project.up();
    assert.deepEqual(
      atlas
        .connections(projectId, workspaceName)
        .map(({ type }) => type)
        .sort(),
      [...types].sort(),
    );
    const resources = await project.resources();
    for (const type of types) {
      const resource = resources[type];
      assert.equal(resource?.type, "pulumi-nodejs:dynamic/mongodbatlas:StreamConnection");
      assert.equal(resource.outputs.state, "READY");
      assert.match(String(resource.outputs.connectionId), /^[a-f0-9]{24}$/);
      assert.equal(resource.id, `${projectId}/${workspaceName}/${resource.outputs.connectionName}`);
    }
  });

  it("echoes every input in the outputs", async () => {
    for (const { inputs, outputs } of Object.values(await project.resources())) {
      for (const key of Object.keys(inputs))
        assert.deepEqual(withoutCiphers(outputs[key]), withoutCiphers(inputs[key]), key);
    }
  });

  it("finds no drift afterwards", async () => {
    await project.unchanged();
  });

  it("shows a change property by property, and applies it with one request", async () => {
    await project.write(
      tenTypes({
        Kafka: { config: { "auto.offset.reset": "latest" } },
        Https: { url: "https://changed.example.com/hook" },
      }),
    );
    const preview = await project.preview();
    assert.match(preview, /~ auto\.offset\.reset: "\w+" => "latest"/);
    assert.match(preview, /~ url\s*: "[^"]+" => "https:\/\/changed\.example\.com\/hook"/);
    assert.match(preview, /~ 2 to update/);
    atlas.clearRequests();
    await project.up();
    assert.equal(atlas.requests.filter(({ method }) => method === "PATCH").length, 2);
  });

  it("replaces a connection for a change that Atlas cannot make, and deletes first because the name is the same", async () => {
    await project.write(tenTypes({ S3: { networking: { access: { type: "VPC" } } } }));
    const preview = await project.preview();
    assert.match(preview, /\+-.*StreamConnection: \(replace\)/);
    assert.match(preview, /networking/);
    atlas.clearRequests();
    await project.up();
    const writes = atlas.requests.map(({ method, path }) => `${method} ${path.split("/").at(-1)}`);
    assert.ok(
      writes.indexOf(`DELETE ${examples.S3.full.connectionName}`) < writes.indexOf("POST connections"),
      writes.join("\n"),
    );
    await project.unchanged();
  });

  it("destroys everything", async () => {
    await project.destroy();
    assert.deepEqual(atlas.connections(projectId, workspaceName), []);
  });
});

describeForEachPatch("engine: a program that removes fields", (patch) => {
  const removed = ["config", "headers", "dbRoleToExecute"];
  const all = [examples.Kafka, examples.Https, examples.Cluster].map(({ full }) => full);
  const program = (args: JsonObject[]) =>
    `for (const args of ${JSON.stringify(args)}) new StreamConnection(args.connectionName, args);`;

  it("removes these in Atlas, and keeps the others, secrets included", async function () {
    this.timeout(120_000);
    const atlas = await startLocalAtlas({ patch, pendingMs: 200 });
    const project = await Project.create({ program: program(all), atlas });
    const inAtlas = () =>
      atlas.connections(projectId, workspaceName).map((connection) => ({
        connection,
        secrets: atlas.secretsOf(projectId, workspaceName, connection.name),
      }));
    try {
      await project.up();
      const before = inAtlas();
      assert.deepEqual(
        removed.filter((key) => before.some(({ connection }) => key in connection)),
        removed,
      );
      await project.write(program(all.map((args) => without(args, removed))));
      await project.up();
      // An empty map is as good as none.
      const after = inAtlas().map(({ connection, secrets }) => ({
        connection: Object.fromEntries(
          Object.entries(connection).filter(([, value]) => JSON.stringify(value) !== "{}"),
        ),
        secrets,
      }));
      assert.deepEqual(
        after,
        before.map(({ connection, secrets }) => ({ connection: without(connection, removed), secrets })),
      );
      await project.unchanged();
    } finally {
      await project.remove();
      await atlas.close();
    }
  });
});

function without(object: object, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

/** Removes ciphertexts, because the same secret has a different one in each write. */
function withoutCiphers(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, child) => (key === "ciphertext" ? "…" : child)));
}
