import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { typescriptBlocks } from "../../tools/readmeBlocks";

const root = join(__dirname, "../..");

/** The documents whose programs must compile unchanged. */
const documents = ["README.md", "docs/previews.md"];

/** Where a user finds the package in node_modules; here its sources stand in for it. */
const packages = {
  "pulumi-atlas-streams": ["./provider/index.ts"],
  "pulumi-atlas-streams/testing": ["./atlas-local/index.ts"],
};

/** The compiler's errors in these programs. Each program is a separate file that exists only in memory. */
function complaintsAbout(programs: ReadonlyMap<string, string>): string[] {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const strict: ts.CompilerOptions = {
    ...options,
    baseUrl: root,
    paths: packages,
    // A program in a document may have unused declarations.
    noUnusedLocals: false,
    noUnusedParameters: false,
  };
  const host = ts.createCompilerHost(strict);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (path) => programs.has(path) || fileExists(path);
  host.readFile = (path) => programs.get(path) ?? readFile(path);
  host.getSourceFile = (path, language, ...rest) => {
    const text = programs.get(path);
    return text === undefined
      ? getSourceFile(path, language, ...rest)
      : ts.createSourceFile(path, text, language);
  };
  const program = ts.createProgram([...programs.keys()], strict, host);
  return [...programs.keys()].flatMap((path) => {
    const source = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText }) =>
        `${path.slice(root.length + 1)}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
  });
}

describe("the programs in the documents", function () {
  this.timeout(60_000);

  it("compile as they stand", () => {
    const programs = new Map<string, string>();
    for (const document of documents)
      typescriptBlocks(readFileSync(join(root, document), "utf8")).forEach((code, index) => {
        programs.set(join(root, `${document.replaceAll("/", "-")}-${index + 1}.ts`), code);
      });
    assert.ok(programs.size >= 4, "the documents hold programs");
    assert.deepEqual(complaintsAbout(programs), []);
  });

  it("would be refused for a mistake", () => {
    const wrong = `import { StreamConnection } from "pulumi-atlas-streams";
      new StreamConnection("a", { projectId: "p", workspaceName: "w", connectionName: "c", type: "Kafka", bootstrapServer: "b:1" });`;
    assert.notDeepEqual(complaintsAbout(new Map([[join(root, "wrong.ts"), wrong]])), []);
  });
});
