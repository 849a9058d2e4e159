import assert from "node:assert/strict";
import { mkdirSync, readdirSync, rmSync, statSync, utimesSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineAddress } from "../../../provider/process/engine";
import { SharedOwners } from "../../../provider/process/sharedOwners";
import { eventually } from "../../support/eventually";

const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith("pulumi-atlas-streams-"));
const folderOf = ({ port }: EngineAddress) => {
  const name = folders().find((folder) => folder.endsWith(`-${port}`));
  return name && join(tmpdir(), name);
};

describe("marks that the processes of one run share", () => {
  let server: Server;
  let engine: EngineAddress;

  beforeEach(async () => {
    server = createServer((socket) => socket.end());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    assert.ok(address && typeof address === "object");
    engine = { host: "127.0.0.1", port: address.port };
  });
  afterEach(async () => {
    const folder = folderOf(engine);
    if (folder) rmSync(folder, { recursive: true });
    await new Promise((resolve) => server.close(resolve));
  });

  it("are seen by another process of the same engine, and by no other", () => {
    new SharedOwners(engine).set("a/b/c", "mark");
    assert.equal(new SharedOwners(engine).get("a/b/c"), "mark");
    assert.equal(new SharedOwners(engine).get("a/b/d"), undefined);
    assert.equal(new SharedOwners({ ...engine, port: 1 }).get("a/b/c"), undefined);
  });

  it("are for this user alone", () => {
    new SharedOwners(engine).set("a/b/c", "mark");
    const folder = folderOf(engine) ?? "";
    assert.equal(statSync(folder).mode & 0o077, 0);
    for (const file of readdirSync(folder)) assert.equal(statSync(join(folder, file)).mode & 0o077, 0);
  });

  it("are not there for ever", () => {
    new SharedOwners(engine).set("a/b/c", "mark");
    const folder = folderOf(engine) ?? "";
    const old = Date.now() / 1000 - 2 * 24 * 3_600;
    for (const file of readdirSync(folder)) utimesSync(join(folder, file), old, old);
    assert.equal(new SharedOwners(engine).get("a/b/c"), undefined);
  });

  it("go with an engine that is gone, once another one has something to share", async () => {
    const gone = { host: "127.0.0.1", port: 1 };
    new SharedOwners(gone).set("a/b/c", "mark");
    mkdirSync(join(tmpdir(), "pulumi-atlas-streams-of-somebody-else-1"), { recursive: true });
    try {
      new SharedOwners(engine).set("a/b/c", "mark");
      await eventually("its folder is gone", () => !folderOf(gone)?.includes("127.0.0.1"));
      assert.equal(new SharedOwners(gone).get("a/b/c"), undefined);
      assert.ok(folders().includes("pulumi-atlas-streams-of-somebody-else-1"));
      assert.equal(new SharedOwners(engine).get("a/b/c"), "mark");
    } finally {
      rmSync(join(tmpdir(), "pulumi-atlas-streams-of-somebody-else-1"), { recursive: true });
    }
  });
});
