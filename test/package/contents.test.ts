import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, relative } from "node:path";
import ts from "typescript";
import { consumerFolder, repository } from "../engine/support/consumer";

type Leaves = string | { [key: string]: Leaves };

describe("package: contents", function () {
  this.timeout(60_000);
  let folder: string;
  let files: string[];
  let manifest: { main: string; types: string; bin: Leaves; exports: Leaves };

  before(async () => {
    folder = join(await consumerFolder(), "node_modules", "pulumi-atlas-streams");
    files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
      .sort();
    manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  });

  const leaves = (value: Leaves): string[] =>
    typeof value === "string" ? [value] : Object.values(value).flatMap(leaves);

  /** The files of this kind that package.json names. */
  const entries = (extension: string) =>
    leaves([manifest.main, manifest.types, manifest.bin, manifest.exports] as unknown as Leaves)
      .filter((path) => (path.endsWith(".d.ts") ? ".d.ts" : ".js") === extension)
      .map((path) => join(folder, path))
      .filter((path) => path.includes(join(folder, "dist")));

  /** All modules that the modules of `from` load, statically or dynamically. */
  function modulesReachedFrom(from: string[]): string[] {
    const seen = new Set<string>();
    const visit = (file: string) => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const { fileName } of ts.preProcessFile(readFileSync(file, "utf8"), true, true).importedFiles)
        if (fileName.startsWith(".")) visit(require.resolve(join(dirname(file), fileName)));
    };
    from.forEach(visit);
    return [...seen];
  }

  /** All declarations that the compiler reads for those of `from`. */
  function declarationsReachedFrom(from: string[]): string[] {
    const { Node16: module } = ts.ModuleKind;
    const { Node16: moduleResolution } = ts.ModuleResolutionKind;
    const program = ts.createProgram(from, { module, moduleResolution, types: [] });
    return program
      .getSourceFiles()
      .map(({ fileName }) => fileName)
      .filter((file) => file.startsWith(`${folder}/dist`));
  }

  it("are the files that its entries reach, and four others", () => {
    const reached = [...modulesReachedFrom(entries(".js")), ...declarationsReachedFrom(entries(".d.ts"))].map(
      (file) => relative(folder, file),
    );
    assert.ok(reached.length > 100, "the entries reach the package");
    const expected = [...reached, "CHANGELOG.md", "LICENSE", "README.md", "package.json"];
    assert.deepEqual(files, [...new Set(expected)].sort());
  });

  it("include no tests, sources or source maps", () => {
    assert.deepEqual(
      files.filter((file) => /test\.|\.map$|(?<!\.d)\.ts$|\.tsbuildinfo$/.test(file)),
      [],
    );
    for (const file of files.filter((file) => file.endsWith(".js")))
      assert.doesNotMatch(readFileSync(join(folder, file), "utf8"), /sourceMappingURL/, file);
  });

  it("include no paths of the machine that packed it", () => {
    const traces = [repository, homedir()].filter((path) => path.length > 1);
    for (const file of files) {
      const text = readFileSync(join(folder, file), "utf8");
      for (const trace of traces) assert.ok(!text.includes(`${trace}/`), `${file} names ${trace}`);
    }
  });

  it("include all entries, and an executable command", () => {
    for (const entry of [...entries(".js"), ...entries(".d.ts")]) assert.ok(existsSync(entry), entry);
    for (const command of leaves(manifest.bin))
      assert.match(readFileSync(join(folder, command), "utf8"), /^#!\/usr\/bin\/env node\n/);
  });

  it("are at most 800 kB unpacked", () => {
    const size = files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
    assert.ok(size <= 800_000, `${size} bytes`);
  });
});
