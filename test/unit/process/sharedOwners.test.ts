import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SharedOwners } from "../../../provider/process/sharedOwners";

const engine = { host: "127.0.0.1", port: 1234 };

describe("owners that the processes of one run share", () => {
  let home: string;
  const folder = () => join(home, "atlas-streams");
  const files = () => readdirSync(folder()).map((name) => join(folder(), name));
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "pulumi-home-"));
  });
  afterEach(() => rmSync(home, { recursive: true }));

  it("are seen by another process of the same engine, and by no other", () => {
    new SharedOwners(engine, home).set("a/b/c", "owner");
    assert.equal(new SharedOwners(engine, home).get("a/b/c"), "owner");
    assert.equal(new SharedOwners(engine, home).get("a/b/d"), undefined);
    assert.equal(new SharedOwners({ ...engine, port: 1 }, home).get("a/b/c"), undefined);
  });

  it("can change", () => {
    const owners = new SharedOwners(engine, home);
    owners.set("a/b/c", "one");
    owners.set("a/b/c", "two");
    assert.equal(owners.get("a/b/c"), "two");
    assert.equal(files().length, 1);
  });

  it("are for this user alone", () => {
    new SharedOwners(engine, home).set("a/b/c", "owner");
    assert.equal(statSync(folder()).mode & 0o077, 0);
    for (const file of files()) assert.equal(statSync(file).mode & 0o077, 0);
  });

  it("are not read, and are deleted by the next one, after a day", () => {
    const owners = new SharedOwners(engine, home);
    owners.set("a/b/c", "owner");
    const [file = ""] = files();
    const old = Date.now() / 1000 - 2 * 24 * 3_600;
    utimesSync(file, old, old);
    assert.equal(owners.get("a/b/c"), undefined);
    owners.set("a/b/d", "owner");
    assert.ok(!existsSync(file));
  });

  it("never follow a link, and delete nothing behind one", () => {
    const other = join(home, "other");
    mkdirSync(other);
    writeFileSync(join(other, "precious"), "x");
    const old = Date.now() / 1000 - 2 * 24 * 3_600;
    utimesSync(join(other, "precious"), old, old);
    mkdirSync(folder(), { mode: 0o700 });
    symlinkSync(other, join(folder(), "link"));
    symlinkSync(join(other, "precious"), join(folder(), "file-link"));
    mkdirSync(join(folder(), "subfolder"));
    utimesSync(join(folder(), "subfolder"), old, old);
    new SharedOwners(engine, home).set("a/b/c", "owner");
    assert.equal(readFileSync(join(other, "precious"), "utf8"), "x");
    assert.ok(existsSync(join(folder(), "subfolder")));
  });

  it("are refused where the folder is a link", () => {
    const other = join(home, "other");
    mkdirSync(other);
    symlinkSync(other, folder());
    assert.throws(() => new SharedOwners(engine, home).set("a/b/c", "owner"), /not a folder of this user/);
    assert.deepEqual(readdirSync(other), []);
    assert.equal(new SharedOwners(engine, home).get("a/b/c"), undefined);
  });

  it("are refused where nothing can be written", () => {
    writeFileSync(folder(), "a file");
    assert.throws(() => new SharedOwners(engine, home).set("a/b/c", "owner"));
    chmodSync(folder(), 0o600);
  });
});
