import assert from "node:assert/strict";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { create } from "../../provider/resource/create";
import { deleteConnection } from "../../provider/resource/delete";
import { diff } from "../../provider/resource/diff";
import { read } from "../../provider/resource/read";
import { update } from "../../provider/resource/update";
import type { JsonObject } from "../../provider/shared/json";
import { projectId, workspaceName } from "../support/examples";
import { runtimeFor } from "../support/runtime";
import { unmarked } from "../support/unmarked";
import { hook, id } from "./support/hook";

const adopting = { ...hook, adopt: true };

/** Two resources have one id: a rename without an alias creates the second, which takes over the connection of the first. */
describe("a connection of two resources", () => {
  let atlas: LocalAtlas;
  beforeEach(async () => {
    atlas = await startLocalAtlas({ pendingMs: 0 });
  });
  afterEach(() => atlas?.close());

  const isThere = () => atlas.connection(projectId, workspaceName, "hook") !== undefined;
  /** Each `pulumi up` has its own process. */
  const process = () => runtimeFor(atlas);
  const outputsOf = async (created: ReturnType<typeof create>) =>
    unmarked((await created).outs) as JsonObject;

  async function twoResources(): Promise<{ former: JsonObject; owner: JsonObject }> {
    const former = await outputsOf(create(process().runtime, hook));
    const owner = await outputsOf(create(process().runtime, adopting));
    return { former, owner };
  }

  it("stays when the former resource is deleted in the same run", async () => {
    const former = await outputsOf(create(process().runtime, hook));
    const { runtime, lines } = process();
    await create(runtime, adopting);
    await deleteConnection(runtime, id, former);
    assert.ok(isThere());
    assert.match(lines.at(-1) ?? "", /hook is not deleted, because another resource of the program owns it/);
  });

  it("stays when the former resource is deleted in a later run", async () => {
    const { former, owner } = await twoResources();
    const { runtime } = process();
    diff(runtime, id, owner, adopting);
    await deleteConnection(runtime, id, former);
    assert.ok(isThere());
  });

  it("stays when the program returns to the former name", async () => {
    const { former, owner } = await twoResources();
    const { runtime } = process();
    diff(runtime, id, former, hook);
    await deleteConnection(runtime, id, owner);
    assert.ok(isThere());
  });

  it("stays after a refresh and an update of both resources", async () => {
    const two = await twoResources();
    const refreshed = async (props: JsonObject) =>
      unmarked((await read(process().runtime, id, props)).props) as JsonObject;
    const [former, owner] = [await refreshed(two.former), await refreshed(two.owner)];
    const changed = { ...adopting, url: "https://example.com/changed" };
    const { outs = {} } = await update(process().runtime, owner, changed);
    const { runtime } = process();
    diff(runtime, id, unmarked(outs) as JsonObject, changed);
    await deleteConnection(runtime, id, former);
    assert.ok(isThere());
  });

  it("stays when the owner is in the state as PENDING after a timeout", async () => {
    const vpc = {
      ...hook,
      type: "S3",
      url: undefined,
      aws: { roleArn: "arn:aws:iam::123456789012:role/atlas" },
      networking: { access: { type: "VPC" } },
    };
    const former = await outputsOf(create(process().runtime, vpc));
    atlas.setState(projectId, workspaceName, "hook", "PENDING");
    const timeouts = { create: "1s" };
    const failure: unknown = await create(process().runtime, { ...vpc, adopt: true, timeouts }).then(
      () => assert.fail("the create did not wait"),
      (error: unknown) => error,
    );
    const owner = unmarked((failure as { properties: unknown }).properties) as JsonObject;
    const { runtime } = process();
    diff(runtime, id, owner, { ...vpc, adopt: true, timeouts });
    await deleteConnection(runtime, id, former);
    assert.ok(isThere());
  });

  it("stays when it is a new connection, which the former resource never owned", async () => {
    const former = await outputsOf(create(process().runtime, hook));
    atlas.remove(projectId, workspaceName, "hook");
    const { runtime } = process();
    await create(runtime, hook);
    await deleteConnection(runtime, id, former);
    assert.ok(isThere());
  });

  it("stays when an adoption fails and the engine continues", async () => {
    const former = await outputsOf(create(process().runtime, hook));
    const { runtime } = process();
    atlas.fault({ method: "PATCH", action: { kind: "status", status: 400 } });
    await assert.rejects(create(runtime, adopting));
    await deleteConnection(runtime, id, former);
    assert.ok(isThere());
  });

  it("stays when the new resource owns it after a lost response to a POST", async () => {
    const former = await outputsOf(create(process().runtime, hook));
    const { runtime } = process();
    atlas.fault({ method: "POST", action: { kind: "status", status: 500 } });
    await create(runtime, hook);
    await deleteConnection(runtime, id, former);
    assert.ok(isThere());
  });

  it("is deleted when its only resource is replaced, also without replacement in the diff (replaceOnChanges)", async () => {
    const { owner } = await twoResources();
    const { runtime } = process();
    diff(runtime, id, owner, { ...adopting, url: "https://example.com/changed" });
    await deleteConnection(runtime, id, owner);
    assert.ok(!isThere());
  });

  it("is deleted when the program has neither resource", async () => {
    const { former, owner } = await twoResources();
    const { runtime } = process();
    await deleteConnection(runtime, id, former);
    assert.ok(!isThere());
    await deleteConnection(runtime, id, owner);
  });

  it("shows no difference in a preview after an adoption", async () => {
    const { owner } = await twoResources();
    assert.deepEqual(diff(process().runtime, id, owner, adopting), {
      changes: false,
      replaces: [],
      deleteBeforeReplace: true,
    });
  });
});
