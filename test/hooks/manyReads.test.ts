import assert from "node:assert/strict";
import { type LocalAtlas, type LocalAtlasOptions, startLocalAtlas } from "../../atlas-local";
import { read } from "../../provider/resource/read";
import { update } from "../../provider/resource/update";
import { projectId } from "../support/examples";
import { runtimeFor } from "../support/runtime";

const props = (workspaceName: string, connectionName: string, url = "https://example.com/") => ({
  projectId,
  workspaceName,
  connectionName,
  type: "Https",
  url,
  state: "READY",
});

describe("many reads", () => {
  let atlas: LocalAtlas;
  const start = async (workspaces: number, each: number, options: LocalAtlasOptions = {}) => {
    atlas = await startLocalAtlas(options);
    const all = [];
    for (let w = 0; w < workspaces; w++) {
      for (let c = 0; c < each; c++) {
        atlas.put(projectId, `workspace-${w}`, {
          name: `hook-${c}`,
          type: "Https",
          url: "https://example.com/",
        });
        all.push(props(`workspace-${w}`, `hook-${c}`));
      }
    }
    return { all, ...runtimeFor(atlas) };
  };
  afterEach(() => atlas?.close());

  type Props = ReturnType<typeof props>;
  const readAll = async (runtime: Parameters<typeof read>[0], all: Props[], wave: number) => {
    const results = [];
    for (let from = 0; from < all.length; from += wave) {
      const reads = all.slice(from, from + wave).map((one) => read(runtime, idOf(one), one));
      results.push(...(await Promise.all(reads)));
    }
    return results;
  };
  const idOf = ({ workspaceName, connectionName }: Props) =>
    `${projectId}/${workspaceName}/${connectionName}`;
  /** Requests without the challenge. */
  const authorized = () => atlas.requests.filter(({ status }) => status !== 401);

  // One list per workspace, and a GET for the very first connection if no other is read at the same time.
  for (const [wave, requests] of [
    [1, 21],
    [8, 20],
    [200, 20],
  ] as const) {
    it(`cost ${requests} requests for 20 workspaces, in waves of ${wave}`, async () => {
      const { all, runtime } = await start(20, 10);
      // The engine does not read workspace by workspace.
      const mixed = all.map((_, index) => all[(index * 37) % all.length] as Props);
      const results = await readAll(runtime, mixed, wave);
      assert.ok(results.every(({ props: outputs }) => outputs?.state === "READY"));
      assert.equal(authorized().length, requests);
    });
  }

  it("do not list thousands of connections for a single one", async () => {
    const { all, runtime } = await start(1, 1_200);
    await readAll(runtime, all.slice(0, 1), 1);
    assert.deepEqual(
      authorized().map(({ path }) => path.endsWith("/connections")),
      [false],
    );
  });

  it("cost a GET for each of a few connections that are not on the first page", async () => {
    const { all, runtime } = await start(1, 3_000);
    await readAll(runtime, [...all.slice(0, 2), ...all.slice(-4)], 3);
    assert.equal(authorized().filter(({ path }) => path.endsWith("/connections")).length, 1);
    assert.equal(authorized().length, 5);
  });

  it("read further pages for many connections that are not on the first page", async () => {
    const { all, runtime } = await start(1, 3_000);
    const results = await readAll(runtime, all, 8);
    assert.ok(results.every(({ props: outputs }) => outputs?.state === "READY"));
    const lists = authorized().filter(({ path }) => path.endsWith("/connections")).length;
    assert.equal(lists, 6);
    assert.ok(authorized().length <= lists + 30, String(authorized().length));
  });

  it("never return data from before our own last write", async () => {
    const { all, runtime } = await start(1, 3);
    await readAll(runtime, all, 3);
    const [first = props("", "")] = all;
    const { state: _, ...inputs } = first;
    await update(runtime, first, { ...inputs, url: "https://example.com/changed" });
    const result = await read(runtime, idOf(first), first);
    assert.equal(result.props?.url, "https://example.com/changed");
  });

  it("see a manual change after a minute", async () => {
    const { all, runtime } = await start(1, 3);
    await readAll(runtime, all, 3);
    atlas.edit(projectId, "workspace-0", "hook-1", { url: "https://example.com/by-hand" });
    await runtime.clock.sleep(60_000);
    const [, second = props("", "")] = all;
    assert.equal((await read(runtime, idOf(second), second)).props?.url, "https://example.com/by-hand");
  });

  it("work without a list when Atlas refuses it", async () => {
    const { all, runtime } = await start(1, 5);
    const body = { error: 403, errorCode: "USER_UNAUTHORIZED", detail: "no", reason: "Forbidden" };
    atlas.fault({ path: /connections\?/, times: 9, action: { kind: "status", status: 403, body } });
    const results = await readAll(runtime, all, 5);
    assert.ok(results.every(({ props: outputs }) => outputs?.url === "https://example.com/"));
  });

  it("report deleted connections", async () => {
    const { all, runtime } = await start(1, 4);
    atlas.remove(projectId, "workspace-0", "hook-2");
    const results = await readAll(runtime, all, 4);
    assert.deepEqual(
      results.map(({ id }) => id === ""),
      [false, false, true, false],
    );
  });
});
