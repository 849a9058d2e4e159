import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { programOf } from "../../provider/cli/import/program";
import { typescriptBlocks } from "../../tools/readmeBlocks";
import { connectionOf, drafts, everything, module, workspace } from "../support/drafts";

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

/** Every word that TypeScript knows, such as `await`. */
const reservedWords = Array.from(
  { length: ts.SyntaxKind.LastKeyword - ts.SyntaxKind.FirstKeyword + 1 },
  (_, index) => ts.tokenToString(ts.SyntaxKind.FirstKeyword + index) ?? "",
);

describe("programs", function () {
  this.timeout(60_000);
  const inDocuments: Record<string, string> = {};
  for (const document of documents)
    typescriptBlocks(readFileSync(join(root, document), "utf8")).forEach((code, index) => {
      inDocuments[`${document.replaceAll("/", "-")}-${index + 1}.ts`] = code;
    });
  const odd = ["new", "2nd hook", "日本", "日本語", "config", "Orders", "orders", ...reservedWords];
  const oddConnections = odd.map((name) => connectionOf("Sample", "minimal", { name }));
  const esModule = { ...module, isEsModule: true };
  const programs = {
    "imported.ts": programOf(workspace, everything(), module),
    "imported.mts": programOf(workspace, everything(), esModule),
    "imported.js": programOf(workspace, everything(), { ...module, language: "JavaScript" }),
    "imported.mjs": programOf(workspace, everything(), { ...esModule, language: "JavaScript" }),
    "index.ts": programOf(workspace, everything(), { ...module, isWholeProgram: true }),
    "oddNames.ts": programOf(workspace, drafts(oddConnections), module),
    "oddNames.mts": programOf(workspace, drafts(oddConnections), esModule),
    "oddNames.js": programOf(workspace, drafts(oddConnections), { ...module, language: "JavaScript" }),
  };
  const importedWithoutSecrets = programOf(workspace, drafts([connectionOf("Sample", "full")]), module);
  let diagnostics: Record<string, ts.Diagnostic[]>;

  before(() => {
    // One compilation for all, because most of its time goes to the package's own files.
    diagnostics = compile({
      ...inDocuments,
      ...programs,
      "importedWithoutSecrets.ts": importedWithoutSecrets,
      "wrongType.ts": programs["imported.ts"].replace('"SASL_SSL"', "1"),
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
    // A parameter in JavaScript has no type.
    const isOfTypes = (message: string) => !/^Parameter 'file' implicitly has an 'any' type/.test(message);
    for (const name of Object.keys(programs)) assert.deepEqual(messages(name).filter(isOfTypes), [], name);
    assert.deepEqual(messages("importedWithoutSecrets.ts"), []);
    assert.doesNotMatch(importedWithoutSecrets, /config|@pulumi/);
  });

  it("with a mistake are refused", () => {
    assert.equal(messages("wrongType.ts").length, 1);
    assert.equal(messages("misspelledField.ts").length, 1);
  });

  it("that the import command writes are formatted like by a formatter", () => {
    const biome = join(root, "node_modules", "@biomejs", "biome", "bin", "biome");
    for (const [name, text] of Object.entries(programs)) {
      const args = ["format", `--stdin-file-path=${name}`, "--indent-style=space", "--line-width=80"];
      // Outside of the repository, whose settings allow longer lines.
      const formatted = execFileSync(process.execPath, [biome, ...args], {
        input: text,
        encoding: "utf8",
        cwd: "/",
      });
      assert.equal(formatted, text, name);
    }
  });
});
