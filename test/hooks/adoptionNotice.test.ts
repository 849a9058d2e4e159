import assert from "node:assert/strict";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { unknownValue } from "../../provider/connections/unknown";
import { noticeAdoption } from "../../provider/resource/adoptionNotice";
import { projectId } from "../support/examples";
import { runtimeFor, timeouts } from "../support/runtime";

const hook = (connectionName: string, more: object = {}) => ({
  projectId,
  workspaceName: "shop",
  connectionName,
  type: "Https",
  url: "https://example.com/",
  adopt: true,
  ...more,
});

describe("the preview of an adoption", () => {
  let atlas: LocalAtlas;
  beforeEach(async () => {
    atlas = await startLocalAtlas();
    atlas.put(projectId, "shop", { name: "theirs", type: "Https", url: "https://example.com/theirs" });
    atlas.put(projectId, "shop", {
      name: "other",
      type: "S3",
      aws: { roleArn: "arn:aws:iam::123456789012:role/x" },
    });
  });
  afterEach(() => atlas.close());

  /** A runtime that has loaded its modules, because this takes real time and the virtual clock would not wait for it. */
  async function warm() {
    const made = runtimeFor(atlas);
    await made.runtime.client.list({ projectId, workspaceName: "shop" }, 1);
    atlas.clearRequests();
    return made;
  }

  it("says which connections can be taken over and which cannot, with one list per workspace", async () => {
    const { runtime, lines } = await warm();
    for (const name of ["theirs", "other", "new"]) await noticeAdoption(runtime, {}, hook(name));
    assert.deepEqual(lines, [
      "connection theirs exists already, and will be taken over, which changes its url",
      "connection other exists already, but its type is S3, so it cannot be taken over",
    ]);
    assert.deepEqual(
      atlas.requests.filter(({ status }) => status !== 401).map(({ method }) => method),
      ["GET"],
    );
  });

  it("names known fields that change or cannot change", async () => {
    atlas.put(projectId, "shop", {
      name: "lake",
      type: "S3",
      aws: { roleArn: "arn:aws:iam::123456789012:role/x" },
      networking: { access: { type: "VPC" } },
    });
    const lake = (more: object) => ({
      projectId,
      workspaceName: "shop",
      connectionName: "lake",
      type: "S3",
      adopt: true,
      aws: { roleArn: "arn:aws:iam::123456789012:role/x" },
      ...more,
    });
    const { runtime, lines } = await warm();
    const vpc = { networking: { access: { type: "VPC" } } };
    await noticeAdoption(runtime, {}, lake(vpc));
    await noticeAdoption(runtime, {}, lake({ ...vpc, aws: { roleArn: "arn:aws:iam::123456789012:role/y" } }));
    await noticeAdoption(runtime, {}, lake({ ...vpc, region: "OREGON_USA" }));
    await noticeAdoption(runtime, {}, lake({ networking: { access: { type: "PRIVATE_LINK" } } }));
    await noticeAdoption(runtime, {}, lake({}));
    await noticeAdoption(runtime, {}, lake({ networking: unknownValue }));
    const exists = "connection lake exists already,";
    assert.deepEqual(lines, [
      `${exists} and will be taken over`,
      `${exists} and will be taken over, which changes its aws.roleArn`,
      `${exists} but differs in region, which Atlas cannot change, so it cannot be taken over`,
      `${exists} but differs in networking.access.type, which Atlas cannot change, so it cannot be taken over`,
      `${exists} but differs in networking.access.type, which Atlas cannot change, so it cannot be taken over`,
      `${exists} and will be taken over`,
    ]);
  });

  it("sends no request without adopt, for resources in the state, and for unknown addresses", async () => {
    const { runtime, lines } = runtimeFor(atlas);
    await noticeAdoption(runtime, {}, hook("theirs", { adopt: false }));
    await noticeAdoption(runtime, hook("theirs"), hook("theirs"));
    await noticeAdoption(runtime, {}, hook(unknownValue));
    assert.deepEqual(lines, []);
    assert.deepEqual(atlas.requests, []);
  });

  it("never fails or delays a preview", async () => {
    const [{ runtime: refused }, { runtime: delayed }] = [await warm(), await warm()];
    atlas.fault({ method: "GET", times: Number.POSITIVE_INFINITY, action: { kind: "status", status: 403 } });
    await noticeAdoption(refused, {}, hook("theirs"));
    atlas.clearFaults();
    atlas.fault({ method: "GET", times: Number.POSITIVE_INFINITY, action: timeouts.ofUnprocessedRequest });
    await noticeAdoption(delayed, {}, hook("theirs"));
  });
});
