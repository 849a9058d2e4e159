import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { programOf } from "../../provider/cli/import/program";
import { typescriptBlocks } from "../../tools/readmeBlocks";
import { connectionOf, drafts, everything, workspace } from "../support/drafts";

const root = join(__dirname, "../..");

/** The documents whose programs must compile unchanged. */
const documents = ["README.md", "docs/configuration.md", "docs/previews.md", "docs/programs.md"];

/** Where a user finds the package in node_modules; here its sources stand in for it. */
const packages = {
  "pulumi-atlas-streams": ["./provider/index.ts"],
  "pulumi-atlas-streams/testing": ["./atlas-local/index.ts"],
};

/** The compiler's errors in each program, by its name. */
function compile(programs: Readonly<Record<string, string>>): Record<string, ts.Diagnostic[]> {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const strict: ts.CompilerOptions = { ...options, baseUrl: root, paths: packages };
  // The programs are files of the repository that exist only in memory, so that they find the package.
  const texts = new Map(Object.entries(programs).map(([name, text]) => [join(root, name), text]));
  const host = ts.createCompilerHost(strict);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  host.getSourceFile = (path, language, ...rest) => {
    const text = texts.get(path);
    return text === undefined
      ? getSourceFile(path, language, ...rest)
      : ts.createSourceFile(path, text, language);
  };
  const program = ts.createProgram([...texts.keys()], strict, host);
  return Object.fromEntries(
    Object.keys(programs).map((name) => {
      const source = program.getSourceFile(join(root, name));
      return [name, [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]];
    }),
  );
}

describe("programs", function () {
  this.timeout(60_000);
  const inDocuments: Record<string, string> = {};
  for (const document of documents)
    typescriptBlocks(readFileSync(join(root, document), "utf8")).forEach((code, index) => {
      inDocuments[`${document.replaceAll("/", "-")}-${index + 1}.ts`] = code;
    });
  const imported = programOf(workspace, everything());
  const importedWithoutSecrets = programOf(workspace, drafts([connectionOf("Sample", "full")]));
  let diagnostics: Record<string, ts.Diagnostic[]>;

  before(() => {
    // One compilation for all, because most of its time goes to the package's own files.
    diagnostics = compile({
      ...inDocuments,
      "imported.ts": imported,
      "importedWithoutSecrets.ts": importedWithoutSecrets,
      "wrongType.ts": imported.replace('"SASL_SSL"', "1"),
      "misspelledField.ts": `import { StreamConnection } from "pulumi-atlas-streams";
        new StreamConnection("a", { projectId: "p", workspaceName: "w", connectionName: "c", type: "Kafka", bootstrapServer: "b:1" });`,
    });
  });

  const messages = (name: string) =>
    (diagnostics[name] ?? assert.fail(name)).map(({ messageText }) =>
      ts.flattenDiagnosticMessageText(messageText, "\n"),
    );

  it("of the documents compile as they stand", () => {
    assert.ok(Object.keys(inDocuments).length >= 4, "the documents contain programs");
    // A program in a document may have unused declarations.
    for (const name of Object.keys(inDocuments))
      assert.deepEqual(
        messages(name).filter((message) => !/is declared but (its|never)/.test(message)),
        [],
        name,
      );
  });

  it("that the import command writes compile, without unused code", () => {
    assert.deepEqual(messages("imported.ts"), []);
    assert.deepEqual(messages("importedWithoutSecrets.ts"), []);
    assert.doesNotMatch(importedWithoutSecrets, /config|@pulumi/);
  });

  it("with a mistake are refused", () => {
    assert.equal(messages("wrongType.ts").length, 1);
    assert.equal(messages("misspelledField.ts").length, 1);
  });

  it("that the import command writes are formatted like by a formatter", () => {
    const biome = join(root, "node_modules", "@biomejs", "biome", "bin", "biome");
    const args = ["format", "--stdin-file-path=connections.ts", "--indent-style=space", "--line-width=80"];
    // Outside of the repository, whose settings allow longer lines.
    const formatted = execFileSync(process.execPath, [biome, ...args], {
      input: imported,
      encoding: "utf8",
      cwd: "/",
    });
    assert.equal(formatted, imported);
  });
});
