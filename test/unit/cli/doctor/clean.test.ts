import assert from "node:assert/strict";
import { cleanForIssue, withoutCredentials } from "../../../../provider/cli/doctor/clean";

const clean = (text: string) =>
  cleanForIssue(
    text,
    [
      { text: "shop", mark: "[workspace]", isSecret: false },
      { text: "atlas.customer.net", mark: "[host]", isSecret: false },
    ],
    ["the-private-key"],
  );

const cases: [title: string, text: string, cleaned: string][] = [
  ["a project id", "for project 32b6e34b3d91647abb20e7b8.", "for project [id]."],
  ["the workspace", "and name shop not found", "and name [workspace] not found"],
  ["a throw-away name", "name pulumi-doctor-kafka-0a1b2c3d4e5f exists", "name [connection] exists"],
  ["an address", "IP address 203.0.113.7 is not allowed", "IP address [address] is not allowed"],
  ["an IPv6 address", "address 2001:db8::1 is not allowed", "address [address] is not allowed"],
  ["an API key", "key 10ca1a71-a500-4000-8000-a71a5000c0de", "key [id]"],
  ["a service account", "mdb_sa_id_10ca1a71a5 lacks it", "[id] lacks it"],
  ["a mail address", "user jane.doe@customer.net", "user [mail address]"],
  ["the host", "see https://atlas.customer.net/x", "see https://[host]/x"],
  ["a credential", "not the-private-key", "not [secret]"],
];

describe("texts for a public issue", () => {
  for (const [title, text, cleaned] of cases)
    it(`lose ${title}`, () => {
      assert.equal(clean(text), cleaned);
    });

  it("keep words that name a field, a time or a version", () => {
    const text = "Invalid bootstrapServers: authentication.mechanism at 10:30:05, version 2023-02-01";
    assert.equal(clean(text), text);
  });

  it("are cleaned of credentials line by line, however long", () => {
    const text = Array.from({ length: 500 }, (_, line) => `line ${line} of the report, with the-private-key`);
    const cleaned = withoutCredentials(text.join("\n"), ["the-private-key"]).split("\n");
    assert.equal(cleaned.length, 500);
    assert.ok(cleaned.every((line) => line.endsWith("with [secret]")));
  });
});
