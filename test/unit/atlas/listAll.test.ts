import assert from "node:assert/strict";
import { startLocalAtlas } from "../../../atlas-local";
import { AtlasClient } from "../../../provider/atlas/client";
import { listAll } from "../../../provider/atlas/listAll";
import { createTransport } from "../../../provider/atlas/transport";
import { projectId, workspaceName } from "../../support/examples";
import { runtimeFor } from "../../support/runtime";
import { closeServers, serve } from "./servers";

const workspace = { projectId, workspaceName };

interface Page {
  names: readonly string[];
  totalCount?: number | undefined;
}
interface Query {
  pageNum: number;
  itemsPerPage: number;
}

const names = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => `connection-${from + index}`);
const part = (all: readonly string[], start: number, size: number) => all.slice(start, start + size);

/** Lists all connections of a server, and which pages were requested. */
async function list(page: (query: Query) => Page, maxPages?: number) {
  const server = await serve(({ target }) => {
    const query = new URL(target, "http://host").searchParams;
    const { names, totalCount } = page({
      pageNum: Number(query.get("pageNum")),
      itemsPerPage: Number(query.get("itemsPerPage")),
    });
    const results = names.map((name) => ({ name, type: "Sample" }));
    return { body: JSON.stringify({ results, ...(totalCount === undefined ? {} : { totalCount }) }) };
  });
  const requested = () => server.seen.map(({ target }) => /pageNum=(\d+)/.exec(target)?.[1]);
  const result = listAll(new AtlasClient(server.url, createTransport()), workspace, maxPages);
  const found = await result.then(
    (all) => [...all.keys()],
    (error: Error) => error,
  );
  return { found, pages: requested() };
}

describe("listAll", () => {
  afterEach(closeServers);

  it("needs one request for a workspace of the local Atlas, and three for 1,200 connections", async () => {
    const atlas = await startLocalAtlas();
    try {
      const { client } = runtimeFor(atlas).runtime;
      atlas.put(projectId, workspaceName, { name: "first", type: "Sample" });
      assert.equal((await listAll(client, workspace)).size, 1);
      // The other request was for a digest challenge.
      assert.equal(atlas.requests.length, 2);
      for (const name of names(1_199)) atlas.put(projectId, workspaceName, { name, type: "Sample" });
      atlas.clearRequests();
      assert.equal((await listAll(client, workspace)).size, 1_200);
      assert.equal(atlas.requests.length, 3);
    } finally {
      await atlas.close();
    }
  });

  for (const totalCount of [250, undefined]) {
    const title = totalCount === undefined ? "without totalCount" : "with totalCount";
    const all = names(250);

    it(`finds all connections of a server that allows smaller pages, ${title}`, async () => {
      for (const startsByAllowedSize of [true, false]) {
        const { found, pages } = await list(({ pageNum, itemsPerPage }) => {
          const size = Math.min(itemsPerPage, 100);
          const start = (pageNum - 1) * (startsByAllowedSize ? size : itemsPerPage);
          return { names: part(all, start, size), totalCount };
        });
        assert.deepEqual(found, all);
        assert.deepEqual(pages, totalCount ? ["1", "2", "3"] : ["1", "2", "3", "4"]);
      }
    });

    it(`ends when a server ignores pageNum, ${title}`, async () => {
      for (const size of [100, 500]) {
        const { found, pages } = await list(() => ({ names: names(size), totalCount }));
        assert.deepEqual(found, names(size));
        assert.ok(pages.length <= 2, String(pages));
      }
    });

    it(`ends with an empty page, ${title}`, async () => {
      const { found, pages } = await list(() => ({ names: [], totalCount }));
      assert.deepEqual([found, pages], [[], ["1"]]);
    });
  }

  it("does not trust totalCount, which is an estimate, more than a full page", async () => {
    const all = names(700);
    for (const totalCount of [0, 1, 500, 699, 701, 10_000]) {
      const { found } = await list(({ pageNum, itemsPerPage }) => ({
        names: part(all, (pageNum - 1) * itemsPerPage, itemsPerPage),
        totalCount,
      }));
      assert.deepEqual(found, all, String(totalCount));
    }
  });

  it("finds connections on pages that overlap", async () => {
    const all = names(1_100);
    const { found } = await list(({ pageNum }) => ({
      names: part(all, (pageNum - 1) * 450, 500),
      totalCount: 1_100,
    }));
    assert.deepEqual(new Set(found as string[]), new Set(all));
  });

  it("fails after 200 pages of new connections, and never requests a page twice", async () => {
    for (const totalCount of [undefined, Number.MAX_SAFE_INTEGER]) {
      const { found, pages } = await list(({ pageNum }) => ({ names: names(2, pageNum * 2), totalCount }));
      assert.ok(found instanceof Error);
      assert.match(found.message, /does not end after 200 pages/);
      assert.deepEqual([pages.length, new Set(pages).size], [200, 200]);
    }
  });

  it("reads no more pages than its maximum", async () => {
    const { found, pages } = await list(({ pageNum }) => ({ names: names(500, pageNum * 500) }), 3);
    assert.ok(Array.isArray(found) && found.length === 1_500);
    assert.equal(pages.length, 3);
  });
});
