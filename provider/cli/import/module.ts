import { readFileSync } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import { isObject, parseJson } from "../../shared/json";

/** How the program is written, and how another module imports it. */
export interface Module {
  language: "TypeScript" | "JavaScript";
  isEsModule: boolean;
  /** It is the whole program. Its exports would be the stack's outputs. */
  isWholeProgram: boolean;
}

/** The extensions of a program, with the extension of the file that Node runs. */
const extensions = {
  ".ts": ".js",
  ".mts": ".mjs",
  ".cts": ".cjs",
  ".js": ".js",
  ".mjs": ".mjs",
  ".cjs": ".cjs",
};

export const programExtensions: readonly string[] = Object.keys(extensions);

/** The module at a path with one of `programExtensions`. */
export function moduleAt(program: string): Module {
  const extension = extname(program);
  return {
    language: extension.endsWith("ts") ? "TypeScript" : "JavaScript",
    isEsModule: extension.startsWith(".m") || (!extension.startsWith(".c") && isInEsPackage(program)),
    isWholeProgram: basename(program, extension) === "index",
  };
}

/** The statement that imports the module. */
export function importOf(path: string, { language, isEsModule }: Module): string {
  const extension = extname(path) as keyof typeof extensions;
  // Only `import` in an ES module, and `.mjs` and `.cjs`, need the extension.
  const suffix = isEsModule || extensions[extension] !== ".js" ? extensions[extension] : "";
  const specifier = JSON.stringify(`./${path.slice(0, -extension.length)}${suffix}`);
  return language === "JavaScript" && !isEsModule ? `require(${specifier});` : `import ${specifier};`;
}

/** Whether the nearest package.json declares that its files are ES modules. */
function isInEsPackage(path: string): boolean {
  const folder = dirname(resolve(path));
  const text = textOf(join(folder, "package.json"));
  if (text === undefined) return folder !== dirname(folder) && isInEsPackage(folder);
  const manifest = parseJson(text);
  return isObject(manifest) && manifest.type === "module";
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
