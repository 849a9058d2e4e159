import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../engine/support/consumer";

interface LockedPackage {
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  hasInstallScript?: boolean;
  resolved?: string;
  link?: boolean;
}

const read = (file: string) => readFileSync(join(repository, file), "utf8");
const manifest = JSON.parse(read("package.json"));
const { packages } = JSON.parse(read("package-lock.json")) as { packages: Record<string, LockedPackage> };
const page = read("docs/dependencies.md");

/** The packages in the first cells of a section's tables; a cell may name several. */
function namedIn(section: string): string[] {
  const [, text = ""] = new RegExp(`^## ${section}$(.*?)(?=^## |(?![^]))`, "ms").exec(page) ?? [];
  const cells = [...text.matchAll(/^\| (`[^|]*)\|/gm)].map(([, cell = ""]) => cell);
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name)).sort();
}

/** The locked dependencies of these packages, at any depth. */
function withTransitive(names: string[]): string[] {
  const seen = new Set<string>();
  const visit = (name: string, from: string) => {
    const path = placesFor(name, from).find((place) => packages[place]);
    if (!path || seen.has(path)) return;
    seen.add(path);
    const { dependencies, optionalDependencies } = packages[path] ?? {};
    for (const next of Object.keys({ ...dependencies, ...optionalDependencies })) visit(next, path);
  };
  for (const name of names) visit(name, "");
  return [...seen];
}

/** The folders that Node searches, nearest first. */
function placesFor(name: string, from: string): string[] {
  const parents = from.split(/\/?node_modules\//).slice(1);
  return parents
    .map((_, index) => parents.slice(0, parents.length - index))
    .concat([[]])
    .map((above) => [...above, name].map((part) => `node_modules/${part}`).join("/"));
}

describe("package: dependencies", () => {
  it("of users match docs/dependencies.md", () => {
    const { dependencies, peerDependencies } = manifest;
    const declared = Object.keys({ ...dependencies, ...peerDependencies }).sort();
    assert.deepEqual(namedIn("In users' projects"), declared);
  });

  it("of development match docs/dependencies.md", () => {
    // The SDK is listed as a peer dependency of users.
    const declared = Object.keys(manifest.devDependencies).filter((name) => name !== "@pulumi/pulumi");
    assert.deepEqual(namedIn("For development"), declared.sort());
  });

  it("are few, and have no install scripts", () => {
    const theirs = withTransitive(Object.keys(manifest.dependencies));
    assert.ok(theirs.includes("node_modules/follow-redirects"), "dependencies of dependencies are found");
    assert.ok(theirs.length <= 45, `${theirs.length} packages`);
    assert.deepEqual(
      theirs.filter((path) => packages[path]?.hasInstallScript),
      [],
    );
    for (const script of ["preinstall", "install", "postinstall", "prepare"])
      assert.equal(manifest.scripts[script], undefined, script);
  });

  it("are locked without registry hosts", () => {
    const places = Object.values(packages).flatMap(({ resolved, link }) => (link ? [] : (resolved ?? [])));
    assert.deepEqual(places, []);
  });
});
