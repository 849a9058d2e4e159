import assert from "node:assert/strict";
import { differences } from "../../../provider/connections/compare";
import type { ConnectionType } from "../../../provider/connections/types";
import { unknownValue } from "../../../provider/connections/unknown";
import type { JsonObject } from "../../../provider/shared/json";
import { examples, projectId } from "../../support/examples";
import { addressOf, everyExample } from "./support";

type Row = [title: string, type: ConnectionType, one: JsonObject, other: JsonObject, different: string[]];

const open = { networking: { access: { type: "PUBLIC" } } };
const link = { networking: { access: { type: "PRIVATE_LINK", connectionId: "6512bd43d9caa6e02c990b0a" } } };
const onlyId = { networking: { access: { connectionId: link.networking.access.connectionId } } };
const authentication = (fields: JsonObject) => ({ authentication: fields });

/** `one` and `other` are added to the minimal example of the type. */
const table: readonly Row[] = [
  ["nothing and an empty map", "Kafka", {}, { config: {} }, []],
  ["nothing and a map", "Kafka", {}, { config: { a: "1" } }, ["config"]],
  ["a map's values", "Kafka", { config: { a: "1" } }, { config: { a: "2" } }, ["config"]],
  ["a map's order", "Kafka", { config: { a: "1", b: "2" } }, { config: { b: "2", a: "1" } }, []],
  ["nothing and PUBLIC", "Kafka", {}, open, []],
  ["nothing and an empty networking", "S3", {}, { networking: {} }, []],
  ["nothing and an empty access", "S3", {}, { networking: { access: {} } }, []],
  ["PUBLIC and an empty access", "S3", open, { networking: { access: {} } }, []],
  [
    "PUBLIC and a private link",
    "S3",
    open,
    link,
    ["networking.access.type", "networking.access.connectionId"],
  ],
  [
    "nothing and a private link",
    "S3",
    {},
    link,
    ["networking.access.type", "networking.access.connectionId"],
  ],
  ["nothing and an id alone", "S3", {}, onlyId, ["networking.access.connectionId"]],
  ["an unknown networking and none", "S3", {}, { networking: unknownValue }, ["networking"]],
  [
    "an unknown networking and an empty one",
    "S3",
    { networking: {} },
    { networking: unknownValue },
    ["networking"],
  ],
  ["an unknown networking and PUBLIC", "S3", open, { networking: unknownValue }, ["networking"]],
  ["an unknown access and none", "S3", {}, { networking: { access: unknownValue } }, ["networking.access"]],
  ["an unknown map", "Kafka", { config: {} }, { config: unknownValue }, ["config"]],
  ["an unknown object", "Kafka", {}, { authentication: unknownValue }, ["authentication"]],
  ["the project itself as the cluster's", "Cluster", {}, { clusterGroupId: projectId }, []],
  ["another project as the cluster's", "Cluster", {}, { clusterGroupId: "a".repeat(24) }, ["clusterGroupId"]],
  [
    "the order of URLs",
    "SchemaRegistry",
    { schemaRegistryUrls: ["a", "b"] },
    { schemaRegistryUrls: ["b", "a"] },
    ["schemaRegistryUrls"],
  ],
  [
    "the number of URLs",
    "SchemaRegistry",
    { schemaRegistryUrls: ["a"] },
    { schemaRegistryUrls: ["a", "b"] },
    ["schemaRegistryUrls"],
  ],
  [
    "an unknown URL",
    "SchemaRegistry",
    { schemaRegistryUrls: ["a"] },
    { schemaRegistryUrls: [unknownValue] },
    ["schemaRegistryUrls"],
  ],
  [
    "a PEM's last line break",
    "Kafka",
    authentication({ sslKey: "k\n" }),
    authentication({ sslKey: "k" }),
    [],
  ],
  [
    "a PEM's text",
    "Kafka",
    authentication({ sslKey: "k" }),
    authentication({ sslKey: "l" }),
    ["authentication.sslKey"],
  ],
  [
    "a password's last line break",
    "Kafka",
    authentication({ password: "k\n" }),
    authentication({ password: "k" }),
    ["authentication.password"],
  ],
  ["an empty text and none", "Kafka", authentication({ scope: "" }), authentication({}), []],
  ["a text and none", "Kafka", authentication({ scope: "a" }), authentication({}), ["authentication.scope"]],
  ["a header's value", "Https", { headers: { a: "1" } }, { headers: { a: "2" } }, ["headers"]],
  [
    "adopt and timeouts",
    "Https",
    { adopt: true },
    { timeouts: { create: "1m" } },
    ["adopt", "timeouts.create"],
  ],
];

describe("two sets of inputs", () => {
  for (const [title, type, one, other, expected] of table) {
    it(`${expected.length > 0 ? "differ" : "mean the same"} with ${title}`, () => {
      const { minimal } = examples[type];
      const [left, right] = [
        { ...minimal, ...one },
        { ...minimal, ...other },
      ];
      const paths = (a: JsonObject, b: JsonObject) =>
        differences(type, a, b, addressOf(minimal)).map(({ path }) => path.join("."));
      assert.deepEqual(paths(left, right), expected);
      assert.deepEqual(paths(right, left), expected, "the other way round");
    });
  }

  for (const { title, type, inputs } of everyExample)
    it(`do not differ when both are ${title}`, () => {
      assert.deepEqual(differences(type, inputs, structuredClone(inputs), addressOf(inputs)), []);
    });
});
