import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { DraftNames, draftOf } from "../../../provider/cli/import/draft";
import { importFileOf } from "../../../provider/cli/import/importFile";
import { nextSteps } from "../../../provider/cli/import/nextSteps";
import { plainHeaders } from "../../../provider/cli/import/plainHeaders";
import { programOf } from "../../../provider/cli/import/program";
import type { ConnectionType } from "../../../provider/connections/types";
import { validate } from "../../../provider/connections/validate";
import { connectionOf, drafts, everything, module, workspace } from "../../support/drafts";
import { exampleSecrets, projectId } from "../../support/examples";
import { importOptions } from "../../support/importOptions";

describe("an imported program", () => {
  it("passes check with Atlas' fields and the write-only ones", () => {
    for (const { inputs, remarks } of everything()) {
      assert.deepEqual(validate(inputs), []);
      assert.deepEqual(
        remarks.filter((remark) => remark.startsWith("Pulumi will refuse")),
        [],
      );
    }
  });

  it("declares failover connections after their connection, whose name they take", () => {
    const names = new DraftNames();
    const orders = draftOf(workspace, "Cluster", connectionOf("Cluster", "minimal"), names);
    const connection = connectionOf("Cluster", "minimal", { region: "DUBLIN_IRL" });
    const failover = draftOf(workspace, "Cluster", connection, names, orders);
    const program = (changes: object) => programOf(workspace, [orders, failover], { ...module, ...changes });
    assert.match(program({}), /^import { StreamConnection, StreamConnectionFailover } from/m);
    assert.match(program({}), /^export const dbDublinIrl = new StreamConnectionFailover\("db-dublin-irl"/m);
    assert.match(program({}), /^ {2}connectionName: db\.connectionName,$/m);
    assert.match(program({}), /^ {2}region: "DUBLIN_IRL",$/m);
    assert.match(program({ isWholeProgram: true }), /^const db = new StreamConnection\("db"/m);
    assert.match(program({ isWholeProgram: true }), /^new StreamConnectionFailover/m);
    assert.match(program({ language: "JavaScript" }), /connectionName: exports\.db\.connectionName/);
    const [, resource] = JSON.parse(importFileOf([orders, failover])).resources;
    assert.equal(resource.type, "pulumi-nodejs:dynamic/mongodbatlas:StreamConnectionFailover");
    assert.equal(resource.id, `${projectId}/shop/db/a`);
    assert.equal(resource.inputs.region, "DUBLIN_IRL");
  });

  const secretsOf = (type: ConnectionType, changes: object) =>
    drafts([connectionOf(type, "minimal", changes)])[0]?.secrets.map(({ path }) => path.join("."));

  it("has only the write-only fields that the connection needs", () => {
    const pem = "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----";
    const kinds: [object, string[]][] = [
      [{ mechanism: "PLAIN", username: "a" }, ["authentication.password"]],
      [{ mechanism: "SCRAM-256", username: "a" }, ["authentication.password"]],
      [
        { mechanism: "OAUTHBEARER", tokenEndpointUrl: "https://a", clientId: "a" },
        ["authentication.clientSecret"],
      ],
      [{ mechanism: "AWS_MSK_IAM", aws: { roleArn: "arn:aws:iam::123456789012:role/a" } }, []],
      [{ sslCertificate: pem }, ["authentication.sslKey"]],
    ];
    for (const [authentication, paths] of kinds) {
      const protocol = "mechanism" in authentication ? "SASL_SSL" : "SSL";
      assert.deepEqual(secretsOf("Kafka", { authentication, security: { protocol } }), paths);
    }
    assert.deepEqual(secretsOf("SchemaRegistry", {}), []);
    const schemaRegistryAuthentication = { type: "USER_INFO", username: "a" };
    assert.deepEqual(secretsOf("SchemaRegistry", { schemaRegistryAuthentication }), [
      "schemaRegistryAuthentication.password",
    ]);
    assert.deepEqual(secretsOf("Https", { headers: { A: "b", "C-d": "e" } }), ["headers.A", "headers.C-d"]);
  });

  it("shows the values of headers that describe content, and no others", () => {
    const headers = {
      ...{ "content-type": "application/json", Accept: "text/plain", "Cache-Control": "no-store" },
      ...{ Authorization: "1", "X-Api-Key": "2", Cookie: "3", "User-Agent": "4", "Content-Type-Token": "5" },
    };
    const secrets = ["Authorization", "X-Api-Key", "Cookie", "User-Agent", "Content-Type-Token"];
    assert.deepEqual(
      secretsOf("Https", { headers }),
      secrets.map((name) => `headers.${name}`),
    );
    const document = readFileSync(join(__dirname, "../../../docs/importing.md"), "utf8");
    for (const name of plainHeaders) assert.ok(document.includes(`\`${name}\``), name);
    const [draft] = drafts([connectionOf("Https", "minimal", { headers })]);
    assert.ok(draft);
    assert.match(programOf(workspace, [draft], module), /"content-type": "application\/json"/);
  });

  it("reads each certificate from a file, once, and never a private key", () => {
    const pem = (label: string) => `-----BEGIN ${label}-----\nx\n-----END ${label}-----\n`;
    const names = new DraftNames();
    const draftWith = (name: string, brokerPublicCertificate: string) =>
      draftOf(
        workspace,
        "Kafka",
        connectionOf("Kafka", "minimal", { name, security: { protocol: "SSL", brokerPublicCertificate } }),
        names,
      );
    const certificate = pem("CERTIFICATE");
    const all = [
      draftWith("Orders", certificate),
      draftWith("clicks", certificate),
      draftWith("orders", `${certificate}${certificate}`),
      draftWith("both", `${certificate}${pem("RSA PRIVATE KEY")}`),
      draftWith("text", "no certificate"),
    ];
    const file = "orders-broker-public-certificate";
    assert.deepEqual(names.certificates.files, [
      { name: `${file}.pem`, text: certificate },
      { name: `${file}-2.pem`, text: `${certificate}${certificate}` },
    ]);
    assert.deepEqual(
      all.map(({ certificates }) => certificates.map(({ file }) => file)),
      [[`${file}.pem`], [`${file}.pem`], [`${file}-2.pem`], [], []],
    );
    const program = programOf(workspace, all, module);
    assert.doesNotMatch(program + importFileOf(all), /PRIVATE KEY/);
    assert.match(program, /config\.requireSecret\(\s*"bothBrokerPublicCertificate",?\s*\)/);
    assert.match(nextSteps(importOptions, all, module), /--secret bothBrokerPublicCertificate < FILE/);
  });

  it("exports its connections, unless it is the whole program", () => {
    const texts = [
      [module, "export const hook = new"],
      [{ ...module, language: "JavaScript" }, "exports.hook = new"],
      [{ ...module, isWholeProgram: true }, "new"],
    ] as const;
    for (const [kind, start] of texts) {
      const program = programOf(workspace, drafts([connectionOf("Https", "minimal")]), kind);
      assert.ok(program.includes(`\n${start} StreamConnection("hook", {`), program);
    }
  });

  it("has remarks on a connection", () => {
    const remarksOf = (changes: object) => drafts([connectionOf("S3", "minimal", changes)])[0]?.remarks;
    assert.deepEqual(remarksOf({}), []);
    assert.deepEqual(remarksOf({ state: "FAILED" }), ["It is FAILED in Atlas: pulumi up will replace it."]);
    assert.deepEqual(remarksOf({ aws: { roleArn: "not an ARN" } }), [
      "Pulumi will refuse it until this is corrected: aws.roleArn: must be the ARN of an IAM role, arn:aws:iam::<12 digits>:role/<name>.",
    ]);
  });

  it("holds no code from a name", () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the test of an injection
    const bad = '"; process.exit(9); //\u2028process.exit(9)\u2028*/`${process.exit(9)}`';
    const odd = drafts([
      connectionOf("Https", "minimal", { name: bad, url: bad, headers: { [bad]: "x" } }),
      connectionOf("Kafka", "minimal", { name: bad, config: { [bad]: `${bad}\n${bad}`, __proto__: bad } }),
    ]);
    const program = programOf({ projectId, workspaceName: bad }, odd, module);
    const source = ts.createSourceFile("program.ts", program, ts.ScriptTarget.ES2022, true);
    const kinds = source.statements.map(({ kind }) => ts.SyntaxKind[kind]);
    assert.deepEqual(kinds, [
      ...["ImportDeclaration", "ImportDeclaration", "FirstStatement", "FirstStatement"],
      ...["FirstStatement", "FirstStatement"],
    ]);
    const calls: string[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node)) calls.push(node.expression.getText());
      ts.forEachChild(node, visit);
    };
    visit(source);
    assert.deepEqual([...new Set(calls)], ["config.requireSecret"]);
  });

  it("holds no secret and no header value, like the other file and the output", async () => {
    const all = everything();
    const texts = [
      programOf(workspace, all, module),
      importFileOf(all),
      nextSteps(importOptions, all, module),
      JSON.stringify(all),
    ];
    for (const text of texts)
      for (const secret of exampleSecrets) assert.ok(!text.includes(secret), `${secret} is in\n${text}`);
  });
});
