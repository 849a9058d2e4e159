import assert from "node:assert/strict";
import { type ConnectionType, connectionTypes, isConnectionType } from "../../../provider/connections/types";
import type { JsonObject } from "../../../provider/shared/json";
import { examples } from "../../support/examples";
import { changed, everyExample, failuresOf, type Path, pathsIn, types } from "./support";

/** Fields that are valid only together with others, which the test adds. */
const companions: Readonly<Record<string, Path[]>> = {
  "authentication.sslCertificate": [["authentication", "sslKey"]],
  "authentication.sslKey": [["authentication", "sslCertificate"]],
  "authentication.sslKeyPassword": [
    ["authentication", "sslKey"],
    ["authentication", "sslCertificate"],
  ],
  "authentication.aws.testBucket": [["authentication", "aws", "roleArn"]],
  "dbRoleToExecute.role": [["dbRoleToExecute", "type"]],
  "dbRoleToExecute.type": [["dbRoleToExecute", "role"]],
  "networking.access.type": [["networking", "access", "connectionId"]],
  "publicPrivateNetworking.access.type": [["publicPrivateNetworking", "access", "connectionId"]],
  "authentication.mechanism": [
    ["authentication", "tokenEndpointUrl"],
    ["authentication", "clientId"],
    ["authentication", "clientSecret"],
  ],
  "schemaRegistryAuthentication.type": [
    ["schemaRegistryAuthentication", "username"],
    ["schemaRegistryAuthentication", "password"],
  ],
  "schemaRegistryAuthentication.username": [["schemaRegistryAuthentication"]],
  "schemaRegistryAuthentication.password": [["schemaRegistryAuthentication"]],
};

function at(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => (value as JsonObject)[key], root);
}

/** The paths of a type's fields that contain no other fields. */
function leavesOf(type: ConnectionType): Path[] {
  const paths = pathsIn(examples[type].full);
  return paths.filter(
    (path) => !paths.some((other) => path.length < other.length && startsWith(other, path)),
  );
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((key, depth) => path[depth] === key);
}

describe("validation", () => {
  for (const { title, inputs } of everyExample)
    it(`accepts ${title}`, () => assert.deepEqual(failuresOf(inputs), []));

  for (const type of types) {
    const { full, minimal } = examples[type];

    for (const path of leavesOf(type)) {
      it(`accepts ${type} with ${path.join(".")} alone`, () => {
        const given = [path, ...(companions[path.join(".")] ?? [])];
        const inputs = given.reduce((result, field) => changed(result, field, at(full, field)), minimal);
        assert.deepEqual(failuresOf(inputs), []);
      });
    }

    for (const field of Object.keys(full).filter((name) => !Object.hasOwn(minimal, name))) {
      for (const absent of [null, undefined])
        it(`treats ${field}: ${absent} of ${type} as left out`, () => {
          assert.deepEqual(failuresOf({ ...full, [field]: absent }), []);
        });
    }

    for (const field of Object.keys(minimal).filter((name) => name !== "type")) {
      for (const absent of [null, undefined])
        it(`requires ${field} of ${type} when it is ${absent}`, () => {
          const [first = ""] = failuresOf({ ...full, [field]: absent });
          assert.match(first, new RegExp(`^${field}(\\.\\w+)?: is required`));
        });
    }
  }
});

describe("the type of a connection", () => {
  const all = types.join(", ");
  const { minimal } = examples.Kafka;
  const table: [type: unknown, expected: string][] = [
    [undefined, `type: is required; it must be one of ${all}`],
    [null, `type: is required; it must be one of ${all}`],
    ["", `type: is not a type of connection; it must be one of ${all}`],
    ["garbage-garbage", `type: is not a type of connection; it must be one of ${all}`],
    ["kafka", `type: is not a type of connection; it must be one of ${all} (did you mean Kafka?)`],
    ["HTTPS", `type: is not a type of connection; it must be one of ${all} (did you mean Https?)`],
    ["AzureBlob", `type: is not a type of connection; it must be one of ${all}`],
    ["constructor", `type: is not a type of connection; it must be one of ${all}`],
    [["Kafka"], `type: is not a type of connection; it must be one of ${all}`],
    [7, `type: is not a type of connection; it must be one of ${all}`],
  ];
  for (const [type, expected] of table)
    it(`is refused when it is ${JSON.stringify(type)}`, () =>
      assert.deepEqual(failuresOf({ ...minimal, type }), [expected]));

  it("does not hide mistakes in fields that all types share when it is wrong", () => {
    assert.deepEqual(failuresOf({ type: "garbage", timeouts: { crate: "1h" } }), [
      `type: is not a type of connection; it must be one of ${all}`,
      "projectId: is required",
      "workspaceName: is required",
      "connectionName: is required",
      "timeouts.crate: is not a known field; did you mean create?",
    ]);
  });

  it("is known by its exact name only", () => {
    for (const type of Object.keys(connectionTypes)) assert.ok(isConnectionType(type));
    for (const other of ["sample", "toString", "__proto__", ["Kafka"], {}, null, undefined, 1])
      assert.ok(!isConnectionType(other));
  });
});
