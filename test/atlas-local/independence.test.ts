import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

describe("local Atlas: independence", () => {
  const root = join(__dirname, "../..");
  const sourcesIn = (folder: string) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const folder = join(root, "atlas-local");
  const files = sourcesIn(folder);

  it("is imported in the provider only by the list of commands", () => {
    const provider = join(root, "provider");
    const importing = sourcesIn(provider).filter((file) =>
      /["'][./]+\/atlas-local\//.test(readFileSync(join(provider, file), "utf8")),
    );
    assert.deepEqual(importing, [join("cli", "index.ts")]);
  });

  // Shared code could hide the same mistake on both sides. Users' tests should load only Node's own modules.
  for (const file of files) {
    it(`${file} imports only its own files and Node's modules`, () => {
      const text = readFileSync(join(folder, file), "utf8");
      const imports = /^(?:import|export)\b[^;"]*\bfrom "([^"]+)";$|\b(?:import|require)\(\s*"([^"]+)"/gm;
      const specifiers = [...text.matchAll(imports)].map(([, named, called]) => named ?? called ?? "");
      for (const specifier of specifiers) {
        if (specifier.startsWith("node:")) continue;
        const target = join("/", file, "..", specifier);
        assert.ok(specifier.startsWith(".") && files.includes(`${target.slice(1)}.ts`), specifier);
      }
    });
  }
});
