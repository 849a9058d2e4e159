import assert from "node:assert/strict";
import { devNull } from "node:os";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { create } from "../../provider/resource/create";
import { diff } from "../../provider/resource/diff";
import { read } from "../../provider/resource/read";
import { update } from "../../provider/resource/update";
import type { JsonObject } from "../../provider/shared/json";
import { examples, projectId, workspaceName } from "../support/examples";
import { describeForEachPatch } from "../support/patches";
import { runtimeFor, type TestRuntime, timeouts } from "../support/runtime";
import { unmarked } from "../support/unmarked";

const text = { __provider: "text" };
const { minimal } = examples.Kafka;
const name = String(minimal.connectionName);
const id = `${projectId}/${workspaceName}/${name}`;
const address = { projectId, workspaceName, connectionName: name };
const additionalProperties = { security: { newField: "one" }, newTop: { a: 1 } };
const inputs: JsonObject = { ...text, ...minimal, additionalProperties };

describeForEachPatch("additionalProperties", (patch) => {
  let atlas: LocalAtlas;
  let test: TestRuntime;

  beforeEach(async () => {
    // The official document does not have these fields, so it cannot judge the exchanges.
    atlas = await startLocalAtlas({ dialect: { newer: true }, patch, recordFile: devNull });
    test = runtimeFor(atlas);
  });
  afterEach(() => atlas.close());

  const there = () => atlas.connection(projectId, workspaceName, name) as JsonObject;
  const created = async (news = inputs) =>
    unmarked({ ...text, ...(await create(test.runtime, news)).outs }) as JsonObject;

  it("are sent, shown, changed and removed like other fields", async () => {
    const outs = await created();
    assert.deepEqual(outs.additionalProperties, additionalProperties);
    assert.deepEqual(there().newTop, { a: 1 });
    assert.equal((there().security as JsonObject).newField, "one");
    assert.equal(diff(test.runtime, id, outs, inputs).changes, false);
    assert.deepEqual(unmarked((await read(test.runtime, id, outs)).inputs), {
      ...minimal,
      additionalProperties,
    });

    const news = { ...inputs, additionalProperties: { newTop: { a: 2 } } };
    const changed = unmarked({ ...text, ...(await update(test.runtime, outs, news)).outs }) as JsonObject;
    assert.deepEqual(there().newTop, { a: 2 });
    assert.equal((there().security as JsonObject).newField, undefined);

    await update(test.runtime, changed, { ...text, ...minimal });
    assert.equal(there().newTop, undefined);
  });

  it("show what a person has changed", async () => {
    const outs = await created();
    atlas.put(projectId, workspaceName, { ...(there() as object), newTop: { a: 3 } } as never);
    const { inputs: shown } = await read(test.runtime, id, outs);
    assert.deepEqual((shown as JsonObject).additionalProperties, {
      ...additionalProperties,
      newTop: { a: 3 },
    });
  });

  it("are sent again to a successor, where Atlas does not show them", async () => {
    const newer = {
      ...text,
      ...address,
      type: "Pulsar",
      additionalProperties: { serviceUrl: "a", token: "b" },
    };
    const outs = await created(newer);
    atlas.remove(projectId, workspaceName, name);
    atlas.put(projectId, workspaceName, { name, type: "Pulsar", serviceUrl: "a" } as never);
    const { inputs: shown, props } = await read(test.runtime, id, outs);
    assert.deepEqual((shown as JsonObject).additionalProperties, { serviceUrl: "a" });
    const after = unmarked({ ...text, ...props }) as JsonObject;
    assert.equal(diff(test.runtime, id, after, newer).changes, undefined);
    await update(test.runtime, after, newer);
    assert.equal(there().token, "b");
  });

  it("are sent to a connection that is found after a lost response, because it may have others", async () => {
    const newer = {
      ...text,
      ...address,
      type: "Pulsar",
      additionalProperties: { serviceUrl: "a", token: "b" },
    };
    atlas.fault({ method: "POST", action: timeouts.ofProcessedRequest, times: 1 });
    await created(newer);
    assert.ok(atlas.requests.some(({ method }) => method === "PATCH"));
  });

  it("create a connection of a newer type", async () => {
    const newer: JsonObject = {
      ...text,
      ...address,
      type: "Pulsar",
      additionalProperties: { serviceUrl: "pulsar://a" },
    };
    const outs = await created(newer);
    assert.equal(there().serviceUrl, "pulsar://a");
    assert.equal(diff(test.runtime, id, outs, newer).changes, false);
    const { id: found, inputs: shown } = await read(test.runtime, id, outs);
    assert.equal(found, id);
    const { __provider: _, ...declared } = newer;
    assert.deepEqual(shown, declared);
    const changed = { ...newer, additionalProperties: { serviceUrl: "pulsar://b" } };
    await update(test.runtime, outs, changed);
    assert.equal(there().serviceUrl, "pulsar://b");
  });
});
