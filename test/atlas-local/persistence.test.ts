import assert from "node:assert/strict";
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { bodies, https, privateS3, secretMark } from "./support/bodies";
import { clientOf, projectId, workspaceName } from "./support/client";

describe("local Atlas: state in a file", () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "atlas-local-"));
    file = join(folder, "deep", "atlas.json");
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const using = async <T>(options: object, work: (atlas: LocalAtlas) => Promise<T>): Promise<T> => {
    const atlas = await startLocalAtlas({ file, ...options });
    try {
      return await work(atlas);
    } finally {
      await atlas.close();
    }
  };

  it("is restored after a restart, including ids, networking and processors", async () => {
    const before = await using({}, async (atlas) => {
      for (const body of Object.values(bodies)) await clientOf(atlas).create(body);
      atlas.setProcessors(projectId, workspaceName, "hook", true);
      return (await clientOf(atlas).list()).json.results;
    });
    await using({}, async (atlas) => {
      const { list, remove } = clientOf(atlas);
      assert.deepEqual((await list()).json.results, before);
      assert.equal((await remove("hook")).status, 403);
      assert.equal((await remove("lake")).status, 202);
    });
    await using({}, async (atlas) => {
      assert.equal(atlas.connections(projectId, workspaceName).length, before.length - 1);
    });
  });

  it("is saved before the response, so a killed server loses nothing", async () => {
    const atlas = await startLocalAtlas({ file });
    try {
      await Promise.all(
        Array.from({ length: 30 }, async (_, index) => {
          const name = `hook-${index}`;
          assert.equal((await clientOf(atlas).create({ ...https, name })).status, 200);
          assert.match(await readFile(file, "utf8"), new RegExp(`"${name}"`));
        }),
      );
      assert.deepEqual(await readdir(join(folder, "deep")), ["atlas.json"]);
    } finally {
      await atlas.close();
    }
  });

  it("continues PENDING and DELETING after a restart", async () => {
    let now = 1_000_000;
    const options = { clock: () => now, pendingMs: 100, deletingMs: 100 };
    await using(options, (atlas) => clientOf(atlas).create(privateS3));
    await using(options, async (atlas) => {
      assert.equal(atlas.connection(projectId, workspaceName, "lake")?.state, "PENDING");
      now += 100;
      await clientOf(atlas).remove("lake");
    });
    await using(options, async (atlas) => {
      assert.equal(atlas.connection(projectId, workspaceName, "lake")?.state, "DELETING");
      now += 100;
      assert.equal(atlas.connection(projectId, workspaceName, "lake"), undefined);
    });
  });

  it("contains changes by put, edit and remove", async () => {
    await using({}, async (atlas) => {
      atlas.put(projectId, workspaceName, https);
      atlas.put(projectId, workspaceName, { ...https, name: "other" });
      atlas.remove(projectId, workspaceName, "other");
    });
    await using({}, async (atlas) => {
      assert.deepEqual(
        atlas.connections(projectId, workspaceName).map(({ name }) => name),
        ["hook"],
      );
    });
  });

  it("contains no write-only value", async () => {
    await using({}, async (atlas) => {
      for (const body of Object.values(bodies)) await clientOf(atlas).create(body);
    });
    assert.equal((await readFile(file, "utf8")).includes(secretMark), false);
  });

  it("is for the user only, because it contains Https headers, also where others could read it before", async () => {
    for (const before of [undefined, 0o644]) {
      if (before !== undefined) await chmod(file, before);
      await using({}, (atlas) => clientOf(atlas).create({ ...bodies.Https, name: `hook-${before}` }));
      assert.equal((await stat(file)).mode & 0o777, 0o600);
    }
  });

  for (const content of ["", "{", "[]", "null", '{"some":"thing"}']) {
    it(`does not overwrite a file that contains ${JSON.stringify(content)}`, async () => {
      const other = join(folder, "other.json");
      await writeFile(other, content);
      await assert.rejects(startLocalAtlas({ file: other }), /other\.json/);
      assert.equal(await readFile(other, "utf8"), content);
    });
  }
});
