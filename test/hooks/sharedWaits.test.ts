import assert from "node:assert/strict";
import { startLocalAtlas } from "../../atlas-local";
import { create } from "../../provider/resource/create";
import { projectId } from "../support/examples";
import { runtimeFor } from "../support/runtime";
import { VirtualClock } from "../support/virtualClock";

const count = 20;
const minutes = 30;

describe("connections of one workspace that wait at the same time", () => {
  it("share their polls", async () => {
    const clock = new VirtualClock();
    const atlas = await startLocalAtlas({ pendingMs: { VPC: minutes * 60_000 }, clock: clock.now });
    try {
      const { runtime } = runtimeFor(atlas, undefined, { clock });
      const creations = Array.from({ length: count }, (_, index) =>
        create(runtime, {
          projectId,
          workspaceName: "shop",
          connectionName: `lake-${index}`,
          type: "S3",
          aws: { roleArn: "arn:aws:iam::123456789012:role/atlas" },
          networking: { access: { type: "VPC" } },
        }),
      );
      for (const { outs } of await Promise.all(creations)) assert.equal(outs.state, "READY");
      const polls = atlas.requests.filter(({ method }) => method === "GET").length;
      // A single wait polls about twice a minute; all together may poll a few times as often.
      assert.ok(polls < minutes * 2 * 5, `${polls} polls`);
    } finally {
      await atlas.close();
    }
  });
});
