import assert from "node:assert/strict";
import type { DiffResult } from "@pulumi/pulumi/dynamic";
import { outputsOf } from "../../../provider/connections/inputs";
import type { ConnectionType } from "../../../provider/connections/types";
import { unknownValue } from "../../../provider/connections/unknown";
import { diff } from "../../../provider/resource/diff";
import type { JsonObject } from "../../../provider/shared/json";
import { examples } from "../../support/examples";
import { everyExample } from "../connections/support";
import { type FakeRuntime, fakeRuntime } from "./support";

const otherProject = "a".repeat(24);
const region = "VIRGINIA_USA";

function compare(
  type: ConnectionType,
  before: JsonObject,
  after: JsonObject,
  state = "READY",
  runtime: FakeRuntime = fakeRuntime(),
): DiffResult {
  const { minimal } = examples[type];
  const olds = outputsOf({ ...minimal, ...before }, { state, id: "6512bd43d9caa6e02c990b0a", region });
  return diff(runtime, "id", { ...olds, __provider: "text" }, { ...minimal, ...after, __provider: "text" });
}

type Row = [title: string, type: ConnectionType, before: JsonObject, after: JsonObject];

const { authentication, security } = examples.Kafka.minimal as Record<string, JsonObject>;
const { networking } = examples.Kafka.full;
const { publicPrivateNetworking } = examples.GCPPubSub.full;
const { schemaRegistryAuthentication: userInfo } = examples.SchemaRegistry.full;
const tls = (sslKey?: string) => ({
  security: { protocol: "SSL" },
  authentication: { sslCertificate: "-----BEGIN A-----\n-----END A-----", ...(sslKey ? { sslKey } : {}) },
});
const without = (key: string) => ({ authentication: { ...authentication, [key]: undefined } });

describe("diff", () => {
  describe("of an immutable field", () => {
    const table: [...Row, replaces: string[], deleteBeforeReplace: boolean][] = [
      ["another project", "Kafka", {}, { projectId: otherProject }, ["projectId"], false],
      ["another workspace", "Kafka", {}, { workspaceName: "b" }, ["workspaceName"], false],
      ["another name", "Kafka", {}, { connectionName: "b" }, ["connectionName"], false],
      [
        "another project, workspace and name",
        "Kafka",
        {},
        { projectId: otherProject, workspaceName: "b", connectionName: "b" },
        ["projectId", "workspaceName", "connectionName"],
        false,
      ],
      ["an unknown project", "Kafka", {}, { projectId: unknownValue }, ["projectId"], false],
      ["an unknown workspace", "Kafka", {}, { workspaceName: unknownValue }, ["workspaceName"], false],
      ["an unknown name", "Kafka", {}, { connectionName: unknownValue }, ["connectionName"], false],
      ["another type", "Sample", {}, { type: "Https", url: "https://a" }, ["type"], true],
      ["an unknown type", "Sample", {}, { type: unknownValue }, ["type"], true],
      ["another region", "Sample", { region }, { region: "OREGON_USA" }, ["region"], true],
      ["a region that differs from Atlas' choice", "Sample", {}, { region: "OREGON_USA" }, ["region"], true],
      ["an unknown region", "Sample", { region }, { region: unknownValue }, ["region"], true],
      ["new networking", "Kafka", {}, { networking }, ["networking"], true],
      ["networking removed", "Kafka", { networking }, {}, ["networking"], true],
      [
        "networking made PUBLIC",
        "Kafka",
        { networking },
        { networking: { access: { type: "PUBLIC" } } },
        ["networking"],
        true,
      ],
      [
        "another private link",
        "S3",
        { networking },
        { networking: { access: { type: "PRIVATE_LINK", connectionId: otherProject } } },
        ["networking"],
        true,
      ],
      ["unknown networking", "S3", {}, { networking: unknownValue }, ["networking"], true],
      ["unknown access", "S3", {}, { networking: { access: unknownValue } }, ["networking"], true],
      [
        "an unknown private link",
        "S3",
        { networking },
        { networking: { access: { type: "PRIVATE_LINK", connectionId: unknownValue } } },
        ["networking"],
        true,
      ],
      [
        "new private networking of Lambda",
        "AWSLambda",
        {},
        { publicPrivateNetworking },
        ["publicPrivateNetworking"],
        true,
      ],
      [
        "private networking of Pub/Sub removed",
        "GCPPubSub",
        { publicPrivateNetworking },
        {},
        ["publicPrivateNetworking"],
        true,
      ],
      ["a password removed", "Kafka", {}, without("password"), ["authentication"], true],
      ["a key removed", "Kafka", tls("-----BEGIN A-----\n-----END A-----"), tls(), ["authentication"], true],
      [
        "authentication without a secret taken away",
        "Kafka",
        {
          authentication: { mechanism: "AWS_MSK_IAM", aws: { roleArn: "arn:aws:iam::123456789012:role/a" } },
        },
        { authentication: undefined },
        ["authentication"],
        true,
      ],
      [
        "a password removed and networking changed",
        "Kafka",
        {},
        { ...without("password"), networking },
        ["authentication", "networking"],
        true,
      ],
    ];
    for (const [title, type, before, after, replaces, deleteBeforeReplace] of table)
      it(`replaces for ${title}`, () => {
        assert.deepEqual(compare(type, before, after), { replaces, deleteBeforeReplace });
      });
  });

  describe("of a field that Atlas can change", () => {
    const urls = ["https://a", "https://b"];
    const table: Row[] = [
      ["other brokers", "Kafka", {}, { bootstrapServers: "b:1" }],
      ["another password", "Kafka", {}, { authentication: { ...authentication, password: "other" } }],
      [
        "another mechanism without the password",
        "Kafka",
        {},
        {
          authentication: { mechanism: "AWS_MSK_IAM", aws: { roleArn: "arn:aws:iam::123456789012:role/a" } },
        },
      ],
      [
        "another authentication of a registry without the password",
        "SchemaRegistry",
        { schemaRegistryAuthentication: userInfo },
        {},
      ],
      [
        "the order of URLs",
        "SchemaRegistry",
        { schemaRegistryUrls: urls },
        { schemaRegistryUrls: [...urls].reverse() },
      ],
      ["an unknown password", "Kafka", {}, { authentication: { ...authentication, password: unknownValue } }],
      ["a new password", "Kafka", without("password"), {}],
      ["a removed user name", "Kafka", {}, without("username")],
      ["unknown authentication", "Kafka", {}, { authentication: unknownValue }],
      ["a removed certificate", "Kafka", { security: { ...security, brokerPublicCertificate: "x" } }, {}],
      ["new settings", "Kafka", {}, { config: { a: "1" } }],
      ["removed settings", "Kafka", { config: { a: "1" } }, {}],
      ["unknown settings", "Kafka", {}, { config: { a: unknownValue } }],
      ["another header", "Https", { headers: { a: "1" } }, { headers: { a: "2" } }],
      ["removed headers", "Https", { headers: { a: "1" } }, {}],
      ["another role", "Cluster", {}, { dbRoleToExecute: { role: "a", type: "CUSTOM" } }],
      ["a removed project of the cluster", "Cluster", { clusterGroupId: otherProject }, {}],
      ["another URL", "SchemaRegistry", {}, { schemaRegistryUrls: ["https://b"] }],
      ["a registry's password", "SchemaRegistry", {}, { schemaRegistryAuthentication: userInfo }],
      ["adopt", "Sample", {}, { adopt: true }],
      ["a removed adopt", "Sample", { adopt: true }, {}],
      ["timeouts", "Sample", {}, { timeouts: { create: "1m" } }],
      ["other timeouts", "Sample", { timeouts: { create: "1m" } }, { timeouts: { create: "2m" } }],
    ];
    for (const [title, type, before, after] of table)
      it(`updates for ${title}`, () => {
        // `changes` is left out: the engine then shows each property.
        assert.deepEqual(compare(type, before, after), { replaces: [], deleteBeforeReplace: true });
      });
  });

  describe("of equivalent inputs", () => {
    const pem = "-----BEGIN A-----\n-----END A-----";
    const table: Row[] = [
      ["empty settings", "Kafka", {}, { config: {} }],
      ["removed empty settings", "Kafka", { config: {} }, {}],
      ["empty headers", "Https", {}, { headers: {} }],
      ["PUBLIC networking", "Kafka", {}, { networking: { access: { type: "PUBLIC" } } }],
      [
        "PUBLIC networking removed",
        "GCPPubSub",
        { publicPrivateNetworking: { access: { type: "PUBLIC" } } },
        {},
      ],
      ["empty networking", "S3", {}, { networking: {} }],
      ["a line break at a key's end", "Kafka", tls(`${pem}\n`), tls(pem)],
      [
        "the cluster's project being this one",
        "Cluster",
        {},
        { clusterGroupId: examples.Cluster.minimal.projectId },
      ],
      ["the region that Atlas chose", "Sample", {}, { region }],
      ["a removed region", "Sample", { region }, {}],
      ["null", "Kafka", {}, { config: null, networking: null, region: null }],
    ];
    for (const [title, type, before, after] of table)
      it(`does nothing for ${title}`, () => {
        assert.deepEqual(compare(type, before, after), {
          changes: false,
          replaces: [],
          deleteBeforeReplace: true,
        });
      });

    for (const { title, type, inputs } of everyExample)
      it(`does nothing for the same inputs of ${title}`, () => {
        assert.equal(compare(type, inputs, inputs).changes, false);
      });
  });

  describe("with the deletion of the old connection first", () => {
    const lines = (type: ConnectionType, before: JsonObject, after: JsonObject) => {
      const runtime = fakeRuntime();
      compare(type, before, after, "READY", runtime);
      return runtime.lines;
    };
    const again = "connection orders will be deleted and created again by pulumi up:";

    it("logs a field that Atlas cannot change", () => {
      assert.deepEqual(lines("Kafka", {}, { networking, bootstrapServers: "b:1" }), [
        `${again} Atlas cannot change networking in place`,
      ]);
    });

    it("logs a removed write-only secret", () => {
      assert.deepEqual(
        lines("Kafka", {}, { authentication: undefined, security: { protocol: "PLAINTEXT" } }),
        [`${again} Atlas never returns authentication.password, so the removal cannot be verified`],
      );
    });

    it("logs both reasons in one line", () => {
      assert.deepEqual(lines("Kafka", {}, { networking, region: "OREGON_USA", ...without("password") }), [
        `${again} Atlas cannot change networking, region in place, and Atlas never returns authentication.password, so the removal cannot be verified`,
      ]);
    });

    it("logs that another address is created first", () => {
      const moved = (address: string) =>
        `connection orders will be created again by pulumi up with ${address}, and then the old one is deleted; with deleteBeforeReplace, the deletion comes first`;
      assert.deepEqual(lines("Kafka", {}, { connectionName: "b" }), [moved("connectionName b")]);
      assert.deepEqual(lines("Kafka", {}, { workspaceName: unknownValue, connectionName: "b" }), [
        moved("another workspaceName, connectionName b"),
      ]);
    });

    it("logs no line for an update", () => {
      assert.deepEqual(lines("Kafka", {}, { bootstrapServers: "b:1" }), []);
    });
  });

  describe("of a state that names another copy of the package", () => {
    const { minimal } = examples.Sample;
    const olds = {
      ...outputsOf(minimal, { state: "READY" }),
      __provider: 'require("parent/node_modules/x")',
    };
    const ours = 'require("pulumi-atlas-streams/hooks")';

    it("is an update, which corrects the state", () => {
      const runtime = fakeRuntime();
      const result = diff(runtime, "id", olds, { ...minimal, __provider: ours });
      assert.deepEqual(result, { changes: true, replaces: [], deleteBeforeReplace: true });
      assert.equal(runtime.lines.length, 1);
      assert.match(runtime.lines[0] ?? "", /names another copy of pulumi-atlas-streams/);
    });

    it("is nothing where the program still uses that copy, or where both texts are ours", () => {
      const runtime = fakeRuntime();
      const same = diff(runtime, "id", olds, { ...minimal, __provider: olds.__provider });
      assert.equal(same.changes, false);
      const linked = { ...olds, __provider: 'require("pulumi-atlas-streams/dist/provider/lifecycle.js")' };
      assert.equal(diff(runtime, "id", linked, { ...minimal, __provider: ours }).changes, false);
      assert.deepEqual(runtime.lines, []);
    });
  });

  describe("of a connection that is not READY", () => {
    it("replaces a FAILED one, and logs the reason", () => {
      const runtime = fakeRuntime();
      const result = compare("Kafka", {}, {}, "FAILED", runtime);
      assert.deepEqual(result, { changes: true, replaces: ["state"], deleteBeforeReplace: true });
      assert.deepEqual(runtime.lines, [
        "connection orders is FAILED in Atlas and will be replaced by pulumi up; first fix the cause (the role, the peering or the endpoint), or the new one will fail, too",
      ]);
    });

    it("logs the reason once when a refresh compares, too", () => {
      const runtime = fakeRuntime();
      for (let times = 0; times < 2; times++) compare("Kafka", {}, {}, "FAILED", runtime);
      assert.equal(runtime.lines.length, 1);
    });

    it("names a change of the name too when it replaces a FAILED one", () => {
      const result = compare("Kafka", {}, { connectionName: "b" }, "FAILED");
      assert.deepEqual(result, {
        changes: true,
        replaces: ["connectionName", "state"],
        deleteBeforeReplace: false,
      });
    });

    it("updates a PENDING one, and logs that the update only waits", () => {
      const runtime = fakeRuntime();
      assert.deepEqual(compare("Kafka", {}, {}, "PENDING", runtime), {
        changes: true,
        replaces: [],
        deleteBeforeReplace: true,
      });
      assert.deepEqual(runtime.lines, [
        "connection orders is PENDING in Atlas; pulumi up changes nothing and waits until it is READY",
      ]);
    });

    it("shows the changed fields of a PENDING one", () => {
      const result = compare("Kafka", {}, { bootstrapServers: "b:1" }, "PENDING");
      assert.deepEqual(result, { replaces: [], deleteBeforeReplace: true });
    });

    it("treats a connection whose outputs have no state as READY", () => {
      const { minimal } = examples.Kafka;
      assert.equal(diff(fakeRuntime(), "id", minimal, minimal).changes, false);
    });
  });
});
