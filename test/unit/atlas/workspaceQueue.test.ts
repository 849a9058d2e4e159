import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { WorkspaceQueue } from "../../../provider/atlas/workspaceQueue";

const workspace = (workspaceName: string, projectId = "p") => ({ projectId, workspaceName });

describe("WorkspaceQueue", () => {
  it("runs one write at a time per workspace, in order", async () => {
    const queue = new WorkspaceQueue();
    const order: number[] = [];
    let inside = 0;
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        queue.run(workspace("w"), async () => {
          assert.equal(++inside, 1);
          await sleep(index % 3);
          order.push(index);
          inside--;
        }),
      ),
    );
    assert.deepEqual(
      order,
      Array.from({ length: 20 }, (_, index) => index),
    );
  });

  it("runs different workspaces in parallel, also those of the same name", async () => {
    const queue = new WorkspaceQueue();
    let inside = 0;
    let most = 0;
    const all = [workspace("a"), workspace("b"), workspace("a", "other"), workspace("b", "other")];
    await Promise.all(
      all.map((one) =>
        queue.run(one, async () => {
          most = Math.max(most, ++inside);
          await sleep(20);
          inside--;
        }),
      ),
    );
    assert.equal(most, 4);
  });

  it("continues after a failed write, and returns the result of each write", async () => {
    const queue = new WorkspaceQueue();
    const results = await Promise.allSettled([
      queue.run(workspace("w"), async () => 1),
      queue.run(workspace("w"), async () => {
        throw new Error("refused");
      }),
      queue.run(workspace("w"), () => {
        throw new Error("at once");
      }),
      queue.run(workspace("w"), async () => 4),
    ]);
    assert.deepEqual(
      results.map((one) => (one.status === "fulfilled" ? one.value : one.reason.message)),
      [1, "refused", "at once", 4],
    );
  });

  it("keeps the order between the first write and later ones", async () => {
    const queue = new WorkspaceQueue();
    const order: number[] = [];
    const first = queue.run(workspace("w"), async () => void order.push(1));
    await Promise.resolve();
    const second = queue.run(workspace("w"), async () => void order.push(2));
    await first;
    await Promise.all([second, queue.run(workspace("w"), async () => void order.push(3))]);
    assert.deepEqual(order, [1, 2, 3]);
  });

  it("counts the start and the end of each write, also of a failed one", async () => {
    const queue = new WorkspaceQueue();
    const counts: number[] = [queue.countOf(workspace("w"))];
    const count = () => counts.push(queue.countOf(workspace("w")));
    const write = queue.run(workspace("w"), async () => {
      count();
      await sleep(1);
      count();
      throw new Error("refused");
    });
    await assert.rejects(write);
    count();
    assert.deepEqual(counts, [0, 1, 1, 2]);
    assert.equal(queue.countOf(workspace("other")), 0);
  });
});
