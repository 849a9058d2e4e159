import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import ts from "typescript";
import type { Connection } from "../../../provider/atlas/connection";
import { type Draft, draftOf } from "../../../provider/cli/draft";
import { importFileOf } from "../../../provider/cli/importFile";
import { Names } from "../../../provider/cli/names";
import { nextSteps } from "../../../provider/cli/nextSteps";
import { programOf } from "../../../provider/cli/program";
import { type ConnectionType, isConnectionType } from "../../../provider/connections/types";
import { validate } from "../../../provider/connections/validate";
import { exampleSecrets, examples, projectId, workspaceName } from "../../support/examples";
import { importOptions } from "../../support/importOptions";

const root = join(__dirname, "../../..");
const workspace = { projectId, workspaceName };

/** The answer of Atlas for the example: without write-only fields, with the fields that Atlas adds. */
function connectionOf(type: ConnectionType, which: "full" | "minimal", changes: object = {}): Connection {
  const {
    adopt: _,
    timeouts: __,
    projectId: ___,
    workspaceName: ____,
    connectionName,
    ...fields
  } = structuredClone(examples[type][which]) as Record<string, unknown>;
  for (const holder of [fields.authentication, fields.schemaRegistryAuthentication])
    for (const key of ["password", "clientSecret", "sslKey", "sslKeyPassword"])
      if (holder) delete (holder as Record<string, unknown>)[key];
  return {
    links: [],
    id: "a",
    state: "READY",
    region: "X",
    name: String(connectionName),
    type,
    ...fields,
    ...changes,
  };
}

function drafts(connections: readonly Connection[]): Draft[] {
  const names = { resources: new Names(), configuration: new Names() };
  return connections.map((connection) => {
    assert.ok(isConnectionType(connection.type));
    return draftOf(workspace, connection.type, connection, names);
  });
}

const types = Object.keys(examples).filter(isConnectionType);
const everything = () =>
  drafts(types.flatMap((type) => [connectionOf(type, "full"), connectionOf(type, "minimal")]));

/** The compiler's messages. The program is compiled in the repository's folder, so that it finds the package's sources. */
function problemsOf(program: string): string[] {
  const file = join(root, "examples", "generated.ts");
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    strict: true,
    noUnusedLocals: true,
    noEmit: true,
    skipLibCheck: true,
    types: ["node"],
    baseUrl: root,
    paths: { "pulumi-atlas-streams": ["provider/index.ts"] },
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === file || fileExists.call(host, name);
  host.getSourceFile = (name, language, ...rest) =>
    name === file
      ? ts.createSourceFile(name, program, language)
      : getSourceFile.call(host, name, language, ...rest);
  const made = ts.createProgram([file], options, host);
  const source = made.getSourceFile(file);
  const diagnostics = [...made.getSyntacticDiagnostics(source), ...made.getSemanticDiagnostics(source)];
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

describe("an imported program", function () {
  this.timeout(60_000);

  it("compiles, without unused code", () => {
    assert.deepEqual(problemsOf(programOf(workspace, everything())), []);
    const withoutSecrets = drafts([connectionOf("Sample", "full")]);
    assert.doesNotMatch(programOf(workspace, withoutSecrets), /config|@pulumi/);
    assert.deepEqual(problemsOf(programOf(workspace, withoutSecrets)), []);
  });

  it("would fail this test if it did not compile", () => {
    const program = programOf(workspace, everything()).replace('"SASL_SSL"', "1");
    assert.equal(problemsOf(program).length, 1);
  });

  it("is formatted like by a formatter", () => {
    const program = programOf(workspace, everything());
    const biome = join(root, "node_modules", "@biomejs", "biome", "bin", "biome");
    const args = [
      biome,
      "format",
      "--stdin-file-path=connections.ts",
      "--indent-style=space",
      "--line-width=80",
    ];
    // Outside of the repository, whose settings allow longer lines.
    assert.equal(
      execFileSync(process.execPath, args, { input: program, encoding: "utf8", cwd: "/" }),
      program,
    );
  });

  it("passes check with Atlas' fields and the write-only ones", () => {
    for (const { inputs, remarks } of everything()) {
      assert.deepEqual(validate(inputs), []);
      assert.deepEqual(
        remarks.filter((remark) => remark.startsWith("Pulumi will refuse")),
        [],
      );
    }
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
    const program = programOf({ projectId, workspaceName: bad }, odd);
    const source = ts.createSourceFile("program.ts", program, ts.ScriptTarget.ES2022, true);
    const kinds = source.statements.map(({ kind }) => ts.SyntaxKind[kind]);
    assert.deepEqual(kinds, [
      ...["ImportDeclaration", "ImportDeclaration", "FirstStatement", "FirstStatement"],
      ...["ExpressionStatement", "ExpressionStatement"],
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
      programOf(workspace, all),
      importFileOf(all),
      nextSteps(importOptions, all),
      JSON.stringify(all),
    ];
    for (const text of texts)
      for (const secret of exampleSecrets) assert.ok(!text.includes(secret), `${secret} is in\n${text}`);
  });
});
