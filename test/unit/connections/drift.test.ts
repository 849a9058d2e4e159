import assert from "node:assert/strict";
import fc from "fast-check";
import { differences } from "../../../provider/connections/compare";
import { inputsFromAtlas } from "../../../provider/connections/drift";
import { fieldsOf } from "../../../provider/connections/fields";
import type { ConnectionType } from "../../../provider/connections/types";
import type { JsonObject } from "../../../provider/shared/json";
import { examples, projectId } from "../../support/examples";
import { addressOf, changed, everyExample, type Path, pathsIn, types } from "./support";

const ours = new Set(["projectId", "workspaceName", "connectionName", "adopt", "timeouts"]);

function metaOf(type: ConnectionType, path: Path) {
  return fieldsOf(type).find((field) => matches(field.path, path))?.traits ?? {};
}

function matches(pattern: readonly string[], path: Path): boolean {
  return pattern.length === path.length && pattern.every((key, depth) => key === "*" || key === path[depth]);
}

/** Atlas' response for these inputs: without write-only fields, and with the fields that Atlas adds. */
function echo(type: ConnectionType, inputs: JsonObject): JsonObject {
  const links = [{ href: "https://cloud.example.com/x", rel: "self" }];
  const body = Object.fromEntries(Object.entries(inputs).filter(([key]) => !ours.has(key)));
  const writeOnly = pathsIn(body).filter((path) => metaOf(type, path).writeOnly);
  const response = writeOnly.reduce((result, path) => changed(result, path, undefined), body);
  const nested = Object.entries(response).filter(
    ([key, value]) => isPlain(value) && key !== "config" && key !== "headers",
  );
  return {
    ...response,
    ...Object.fromEntries(nested.map(([key, value]) => [key, { ...(value as JsonObject), links }])),
    region: inputs.region ?? "VIRGINIA_USA",
    name: inputs.connectionName,
    id: "6512bd43d9caa6e02c990b0a",
    state: "READY",
    links,
    fieldOfTheNextYear: { a: 1 },
  };
}

function isPlain(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The defaults that Atlas returns for fields that the program leaves out. */
const defaults: Partial<Record<ConnectionType, JsonObject>> = {
  Kafka: { networking: { access: { type: "PUBLIC" } }, config: {} },
  S3: { networking: { access: { type: "PUBLIC", connectionId: null } } },
  AWSKinesisDataStreams: { networking: { access: { type: "PUBLIC" } } },
  AWSLambda: { publicPrivateNetworking: { access: { type: "PUBLIC" } } },
  AzureBlobStorage: { publicPrivateNetworking: { access: { type: "PUBLIC" } } },
  GCPPubSub: { publicPrivateNetworking: { access: { type: "PUBLIC" } } },
  Cluster: { clusterGroupId: projectId, dbRoleToExecute: null },
  Https: { headers: {} },
};

function refreshed(type: ConnectionType, known: JsonObject, response: JsonObject): JsonObject {
  return inputsFromAtlas(type, known, response, addressOf(known));
}

/** The fields whose manual change in Atlas is visible: neither write-only nor the provider's own. */
function visible(type: ConnectionType, inputs: JsonObject): Path[] {
  const paths = pathsIn(inputs).filter(([key = ""]) => !ours.has(String(key)) && key !== "type");
  return paths.filter((path) => !metaOf(type, path).writeOnly);
}

describe("a refresh", () => {
  for (const { title, type, inputs } of everyExample) {
    it(`finds no drift in Atlas' response to its inputs, for ${title}`, () => {
      assert.deepEqual(refreshed(type, inputs, echo(type, inputs)), inputs);
    });

    it(`finds no drift in Atlas' defaults, for ${title}`, () => {
      const response = { ...defaults[type], ...echo(type, inputs) };
      assert.deepEqual(refreshed(type, inputs, response), inputs);
    });

    it(`has the same result when repeated, for ${title}`, () => {
      const response = { ...defaults[type], ...echo(type, inputs) };
      const paths = visible(type, inputs);
      const edits = fc.tuple(
        fc.subarray(paths, { maxLength: Math.min(3, paths.length) }),
        fc.constantFrom("edited", undefined, ""),
      );
      fc.assert(
        fc.property(edits, ([edited, value]) => {
          const deepest = [...edited].sort((a, b) => b.length - a.length);
          const other = deepest.reduce((result, path) => changed(result, path, value), response);
          const once = refreshed(type, inputs, other);
          assert.deepEqual(inputsFromAtlas(type, once, other, addressOf(inputs)), once);
        }),
      );
    });
  }

  for (const type of types) {
    const { full, minimal } = examples[type];
    const address = addressOf(full);

    it(`finds each manually changed field of ${type}`, () => {
      for (const path of visible(type, full)) {
        if (isPlain(path.reduce<unknown>((value, key) => (value as JsonObject)[key], full))) continue;
        const after = refreshed(type, full, changed(echo(type, full), path, "edited"));
        const [field] = path;
        if (field === "region") assert.equal(after.region, "edited");
        else assert.equal(differences(type, full, after, address).length, 1, path.join("."));
        assert.equal(
          path.reduce<unknown>((value, key) => (value as JsonObject)[key], after),
          "edited",
        );
      }
    });

    it(`finds each manually removed field of ${type}`, () => {
      for (const path of visible(type, full)) {
        if (path[0] === "region" || metaOf(type, path).notAlwaysReturned) continue;
        const after = refreshed(type, full, changed(echo(type, full), path, undefined));
        assert.notDeepEqual(after, full, path.join("."));
        assert.ok(differences(type, full, after, address).length > 0, path.join("."));
      }
    });

    it(`finds each manually added field of ${type}`, () => {
      const response = echo(type, full);
      for (const key of Object.keys(full).filter(
        (name) => !Object.hasOwn(minimal, name) && !ours.has(name),
      )) {
        const after = refreshed(type, minimal, { ...echo(type, minimal), [key]: response[key] });
        if (key === "region") assert.ok(!Object.hasOwn(after, "region"), "Atlas always has a region");
        else assert.ok(differences(type, minimal, after, addressOf(minimal)).length > 0, key);
      }
    });

    it(`keeps the write-only fields of ${type} if Atlas leaves out them or their object`, () => {
      for (const path of pathsIn(full).filter((path) => metaOf(type, path).writeOnly)) {
        const secret = path.reduce<unknown>((value, key) => (value as JsonObject)[key], full);
        for (const response of [echo(type, full), changed(echo(type, full), path.slice(0, -1), undefined)]) {
          const after = refreshed(type, full, response);
          assert.equal(
            path.reduce<unknown>((value, key) => (value as JsonObject)[key], after),
            secret,
          );
        }
      }
    });

    it(`reads all fields but secrets of an imported ${type}`, () => {
      const after = inputsFromAtlas(type, {}, { ...defaults[type], ...echo(type, full) }, address);
      for (const path of visible(type, full)) {
        const value = path.reduce<unknown>((parent, key) => (parent as JsonObject)?.[key], after);
        if (path[0] !== "region") assert.notEqual(value, undefined, path.join("."));
      }
      assert.ok(!Object.hasOwn(after, "region"));
      const known = new Set([...Object.keys(full)]);
      for (const key of Object.keys(after)) assert.ok(known.has(key), key);
      assert.ok(!JSON.stringify(after).includes("links"));
    });
  }

  const kafka = examples.Kafka;

  it("finds manually added settings", () => {
    const config = { ...(kafka.full.config as JsonObject), "max.poll.records": "5" };
    assert.deepEqual(refreshed("Kafka", kafka.full, { ...echo("Kafka", kafka.full), config }).config, config);
  });

  it("finds no drift in white space at the end of a certificate", () => {
    const path = ["security", "brokerPublicCertificate"];
    const certificate = (kafka.full.security as JsonObject).brokerPublicCertificate as string;
    for (const other of [certificate.trimEnd(), `${certificate}\n`]) {
      const response = changed(echo("Kafka", kafka.full), path, other);
      assert.deepEqual(refreshed("Kafka", kafka.full, response), kafka.full);
    }
  });

  it("keeps fields that some versions of Atlas do not return", () => {
    const leftOut: [ConnectionType, Path][] = [
      ["Kafka", ["authentication", "httpsCaPem"]],
      ["Kafka", ["authentication", "sslCertificate"]],
      ["S3", ["aws", "testBucket"]],
    ];
    for (const [type, path] of leftOut) {
      const { full } = examples[type];
      for (const nothing of [undefined, null])
        assert.deepEqual(refreshed(type, full, changed(echo(type, full), path, nothing)), full);
    }
  });

  it("finds no drift in the order of a registry's URLs", () => {
    const { full } = examples.SchemaRegistry;
    const schemaRegistryUrls = [...(full.schemaRegistryUrls as string[])].reverse();
    assert.deepEqual(
      refreshed("SchemaRegistry", full, { ...echo("SchemaRegistry", full), schemaRegistryUrls }),
      full,
    );
  });

  it("finds no drift for mutual TLS when Atlas returns no authentication", () => {
    const { sslCertificate, sslKey } = kafka.full.authentication as JsonObject;
    const inputs = {
      ...kafka.minimal,
      authentication: { sslCertificate, sslKey },
      security: { protocol: "SSL" },
    };
    for (const authentication of [undefined, {}, null]) {
      const response = { ...echo("Kafka", inputs), authentication };
      assert.deepEqual(refreshed("Kafka", inputs, response), inputs);
    }
  });

  it("keeps empty objects as the program wrote them", () => {
    const inputs = { ...kafka.minimal, config: {}, networking: { access: {} } };
    const response = { ...echo("Kafka", kafka.minimal), networking: { access: { type: "PUBLIC" } } };
    assert.deepEqual(refreshed("Kafka", inputs, response), inputs);
    assert.deepEqual(refreshed("Kafka", inputs, echo("Kafka", kafka.minimal)), inputs);
  });

  it("reads the address from the resource, not from the response", () => {
    const { connectionName } = refreshed("Kafka", kafka.full, {
      ...echo("Kafka", kafka.full),
      name: "other",
    });
    assert.equal(connectionName, "orders");
  });
});
