import assert from "node:assert/strict";
import { mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import ts from "typescript";
import { consumerFolder } from "../engine/support/consumer";

/** A user's program. Its deliberate mistakes show that the compiler reads the types. */
const program = `
import * as pulumi from "@pulumi/pulumi";
import {
  AtlasProvider, getStreamConnection, getStreamConnectionsOutput, StreamConnection,
  type KafkaArgs, type StreamConnectionArgs, type StreamConnectionArgsWithout,
} from "pulumi-atlas-streams";
import { startLocalAtlas, type LocalAtlas } from "pulumi-atlas-streams/testing";

const address = { projectId: "p", workspaceName: "w", connectionName: "c" };
const kafka: KafkaArgs = {
  ...address, type: "Kafka", bootstrapServers: pulumi.output("b:9092"),
  security: { protocol: "SASL_SSL" },
  authentication: { mechanism: "PLAIN", username: "u", password: pulumi.secret("p") },
};
const provider = new AtlasProvider("other", { accessToken: "t" });
const orders = new StreamConnection("orders", kafka, { provider, protect: true });
export const state: pulumi.Output<string> = orders.state;
export const all: StreamConnectionArgs[] = [kafka, { ...address, type: "Sample" }];
export const helper = (name: string, args: StreamConnectionArgsWithout<"projectId" | "workspaceName" | "connectionName">) =>
  new StreamConnection(name, { ...address, ...args });
helper("d", { type: "Cluster", clusterName: "c" });
// @ts-expect-error: field of another type
helper("e", { type: "Cluster", clusterName: "c", url: "https://example.com" });
export const one = getStreamConnection(address).then((found) => found.type);
export const many = getStreamConnectionsOutput({ projectId: "p", workspaceName: orders.workspaceName });
export const atlas: Promise<LocalAtlas> = startLocalAtlas();

// @ts-expect-error: field of another type
new StreamConnection("a", { ...address, type: "Https", url: "https://example.com", clusterName: "c" });
// @ts-expect-error: security is missing
new StreamConnection("b", { ...address, type: "Kafka", bootstrapServers: "b:9092" });
// @ts-expect-error: unknown type
new StreamConnection("c", { ...address, type: "kafka" });
// @ts-expect-error: an output is not a string
export const wrong: string = orders.state;
`;

/** TypeScript settings of Pulumi's templates and of bundlers, and whether the project is an ES module. */
const kinds: { name: string; esm: boolean; options: ts.CompilerOptions }[] = [
  // Older versions of `pulumi new typescript` wrote neither esModuleInterop nor a resolution with `exports`.
  { name: "commonjs, node10", esm: false, options: options("CommonJS", "Node10") },
  { name: "node16", esm: false, options: options("Node16", "Node16") },
  { name: "nodenext", esm: false, options: options("NodeNext", "NodeNext") },
  { name: "esnext, bundler", esm: false, options: options("ESNext", "Bundler") },
  { name: "ES module, node16", esm: true, options: options("Node16", "Node16") },
  { name: "ES module, nodenext", esm: true, options: options("NodeNext", "NodeNext") },
  {
    name: "ES module, bundler, the strictest options",
    esm: true,
    options: {
      ...options("Preserve", "Bundler"),
      exactOptionalPropertyTypes: true,
      isolatedModules: true,
      noUncheckedIndexedAccess: true,
      verbatimModuleSyntax: true,
    },
  },
];

function options(
  module: keyof typeof ts.ModuleKind,
  resolution: keyof typeof ts.ModuleResolutionKind,
): ts.CompilerOptions {
  return {
    module: ts.ModuleKind[module],
    moduleResolution: ts.ModuleResolutionKind[resolution],
    target: ts.ScriptTarget.ES2022,
    strict: true,
    noEmit: true,
    skipLibCheck: false,
    types: ["node"],
  };
}

/** Creates a project with the installed package and one file. */
async function projectWith(code: string, esm: boolean): Promise<string> {
  const folder = await mkdtemp(join(await consumerFolder(), "types-"));
  await writeFile(join(folder, "package.json"), JSON.stringify(esm ? { type: "module" } : {}));
  const file = join(folder, "program.ts");
  await writeFile(file, code);
  return file;
}

describe("package: types", function () {
  this.timeout(120_000);

  for (const { name, esm, options } of kinds) {
    it(`compile for ${name}, including the types of libraries`, async () => {
      const file = await projectWith(program, esm);
      const host = ts.createCompilerHost(options);
      host.getCurrentDirectory = () => join(file, "..");
      const diagnostics = ts.getPreEmitDiagnostics(ts.createProgram([file], options, host));
      assert.equal(ts.formatDiagnostics(diagnostics, host), "");
    });
  }

  describe("hover texts", () => {
    let hover: (text: string) => string;

    before(async () => {
      const file = await projectWith(program, false);
      const service = ts.createLanguageService({
        getCompilationSettings: () => ({ ...options("NodeNext", "NodeNext"), types: [] }),
        getScriptFileNames: () => [file],
        getScriptVersion: () => "1",
        getScriptSnapshot: (path) => {
          const text = ts.sys.readFile(path);
          return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
        },
        getCurrentDirectory: () => join(file, ".."),
        getDefaultLibFileName: ts.getDefaultLibFilePath,
        fileExists: ts.sys.fileExists,
        readFile: ts.sys.readFile,
      });
      hover = (text) => {
        assert.ok(program.includes(text), text);
        const info = service.getQuickInfoAtPosition(file, program.indexOf(text) + text.search(/\S/));
        return ts.displayPartsToString(info?.documentation);
      };
    });

    const cases: [place: string, expected: RegExp][] = [
      [" StreamConnection,", /connection of a MongoDB Atlas stream workspace/],
      ['StreamConnection("orders', /\w{5}/],
      ["AtlasProvider(", /\w{5}/],
      ["getStreamConnection(", /\w{5}/],
      ["startLocalAtlas()", /\w{5}/],
      ["bootstrapServers:", /host:port/],
      ["password:", /\w{5}/],
      ["protocol:", /\w{5}/],
      ["accessToken:", /\w{5}/],
      ["state;", /READY/],
    ];
    for (const [place, expected] of cases) {
      it(place, () => assert.match(hover(place), expected));
    }
  });
});
