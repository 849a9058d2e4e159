import assert from "node:assert/strict";
import { createBody, updateBody } from "../../../provider/connections/body";
import type { ConnectionType } from "../../../provider/connections/types";
import type { JsonObject } from "../../../provider/shared/json";
import { examples } from "../../support/examples";
import { everyExample } from "./support";

describe("the body of a POST", () => {
  for (const { title, inputs } of everyExample)
    it(`holds the API's own fields, secrets included, and no others, for ${title}`, () => {
      const {
        projectId: _,
        workspaceName: __,
        connectionName,
        adopt: ___,
        timeouts: ____,
        ...fields
      } = inputs;
      assert.deepEqual(createBody(inputs), { name: connectionName, ...fields });
    });
});

describe("the body of a PATCH", () => {
  for (const { title, inputs } of everyExample)
    it(`is that of a POST if no field was removed, for ${title}`, () => {
      assert.deepEqual(updateBody(inputs, inputs), createBody(inputs));
    });

  type Row = [title: string, type: ConnectionType, before: JsonObject, now: JsonObject, extra: JsonObject];
  const dbRoleToExecute = { role: "readAnyDatabase", type: "BUILT_IN" };
  const table: readonly Row[] = [
    ["removed headers", "Https", { headers: { a: "1" } }, {}, { headers: {} }],
    ["removed settings", "Kafka", { config: { a: "1" } }, {}, { config: {} }],
    ["a removed project of the cluster", "Cluster", { clusterGroupId: "a" }, {}, { clusterGroupId: null }],
    ["a removed role", "Cluster", { dbRoleToExecute }, {}, { dbRoleToExecute: null }],
    ["headers that were never there", "Https", {}, {}, {}],
    ["headers that stay", "Https", { headers: { a: "1" } }, { headers: { b: "2" } }, { headers: { b: "2" } }],
    ["new headers", "Https", {}, { headers: { b: "2" } }, { headers: { b: "2" } }],
    ["a removed region", "Https", { region: "X" }, {}, {}],
    ["removed timeouts", "Https", { adopt: true, timeouts: {} }, {}, {}],
    [
      "a removed certificate",
      "Kafka",
      { security: { protocol: "SSL", brokerPublicCertificate: "x" } },
      { security: { protocol: "SSL" } },
      { security: { protocol: "SSL" } },
    ],
  ];
  for (const [title, type, before, now, extra] of table) {
    it(`is correct for ${title}`, () => {
      const { minimal } = examples[type];
      assert.deepEqual(updateBody({ ...minimal, ...now }, { ...minimal, ...before }), {
        ...createBody(minimal),
        ...extra,
      });
    });
  }
});
