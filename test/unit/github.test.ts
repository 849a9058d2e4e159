import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

interface Job {
  uses?: string;
  steps?: { uses?: string; run?: string; with?: Record<string, unknown> }[];
  permissions?: Record<string, string>;
  strategy?: { matrix: { include: { node: string; sdk: string }[] } };
}

interface Workflow {
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}

interface Form {
  body: { type: string; id?: string; attributes: { value?: string } }[];
}

interface Updates {
  updates: { "package-ecosystem": string; directory?: string; directories?: string[] }[];
}

const root = join(__dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const manifest = JSON.parse(read("package.json"));
const filesIn = (folder: string) => readdirSync(join(root, folder)).map((file) => `${folder}/${file}`);

const workflows = Object.fromEntries(
  filesIn(".github/workflows").map((file) => [file, parse(read(file)) as Workflow]),
);
const jobs = Object.entries(workflows).flatMap(([file, workflow]) =>
  Object.entries(workflow.jobs).map(([name, job]) => ({ place: `${file}, ${name}`, ...job })),
);
const steps = jobs.flatMap(({ place, steps = [] }) => steps.map((step) => ({ place, ...step })));

describe("workflows", () => {
  it("run npm scripts that exist, with paths that exist", () => {
    const commands = steps.flatMap(({ place, run = "" }) =>
      [...run.matchAll(/\bnpm (?:run (\S+)|(test))(?: -- (.*))?$/gm)].map(([, named, test, paths = ""]) => ({
        place,
        script: named ?? test ?? "",
        paths,
      })),
    );
    assert.ok(commands.length >= 5);
    for (const { place, script, paths } of commands) {
      assert.ok(manifest.scripts[script], `${place}: ${script}`);
      for (const path of paths.split(" ")) assert.ok(existsSync(join(root, path)), `${place}: ${path}`);
    }
  });

  it("use actions and workflows that are pinned in one way", () => {
    const used = [...jobs, ...steps].flatMap(({ place, uses }) => (uses ? [{ place, uses }] : []));
    for (const { place, uses } of used)
      if (uses.startsWith("./")) assert.ok(workflows[uses.slice(2)], `${place}: ${uses}`);
      else assert.match(uses, /^actions\/[\w-]+@v\d+$/, place);
    const actions = new Set(used.flatMap(({ uses }) => (uses.startsWith("./") ? [] : [uses])));
    const names = [...actions].map((action) => action.split("@")[0]);
    assert.equal(new Set(names).size, names.length, `${[...actions]}`);
  });

  it("may only read, except for the job that publishes", () => {
    for (const [file, { permissions }] of Object.entries(workflows))
      assert.deepEqual(permissions, { contents: "read" }, file);
    assert.deepEqual(
      jobs.flatMap(({ place, permissions }) => (permissions ? [{ place, permissions }] : [])),
      [
        {
          place: ".github/workflows/release.yml, publish",
          permissions: { contents: "read", "id-token": "write" },
        },
      ],
    );
    for (const { place, uses = "", with: inputs } of steps)
      if (uses.startsWith("actions/checkout@")) assert.equal(inputs?.["persist-credentials"], false, place);
  });
});

describe("the matrix of versions", () => {
  const combinations = workflows[".github/workflows/matrix.yml"]?.jobs.engine?.strategy?.matrix.include ?? [];

  it("begins with the oldest versions that package.json allows", () => {
    const [oldest] = combinations;
    assert.equal(manifest.engines.node, `>=${oldest?.node}`);
    assert.equal(manifest.peerDependencies["@pulumi/pulumi"], `^${oldest?.sdk}`);
  });

  it("has no older versions", () => {
    const numeric = (a: string, b: string) => a.localeCompare(b, "en", { numeric: true });
    const sdks = combinations.map(({ sdk }) => sdk).filter((sdk) => sdk !== "own");
    assert.equal(sdks.sort(numeric)[0], combinations[0]?.sdk);
    const majors = combinations.map(({ node }) => Number.parseInt(node, 10));
    assert.equal(Math.min(...majors), Number.parseInt(combinations[0]?.node ?? "", 10));
  });

  it("has each supported Node with the SDK of this checkout", () => {
    const newest = combinations.filter(({ sdk }) => sdk === "own");
    assert.deepEqual(
      newest.map(({ node }) => node),
      ["20", "22", "24"],
    );
  });
});

describe("issue forms", () => {
  for (const file of filesIn(".github/ISSUE_TEMPLATE").filter((path) => !path.endsWith("config.yml")))
    it(`${file} has fields with different ids`, () => {
      const { body } = parse(read(file)) as Form;
      const ids = body.flatMap(({ type, id }) => (type === "markdown" ? [] : [id]));
      assert.ok(ids.length > 0 && ids.every(Boolean));
      assert.equal(new Set(ids).size, ids.length);
    });

  it("warn of secrets before the first field for a program or a log", () => {
    const [first] = (parse(read(".github/ISSUE_TEMPLATE/bug.yml")) as Form).body;
    assert.match(first?.attributes.value ?? "", /Do not paste secrets/);
  });
});

describe("Dependabot", () => {
  it("reads folders that have the file of their package manager", () => {
    const files: Readonly<Record<string, string>> = {
      npm: "package-lock.json",
      gomod: "go.mod",
      "github-actions": ".github/workflows",
    };
    for (const update of (parse(read(".github/dependabot.yml")) as Updates).updates)
      for (const folder of update.directories ?? [update.directory ?? ""]) {
        const file = join(folder, files[update["package-ecosystem"]] ?? "?");
        assert.ok(existsSync(join(root, file)), file);
      }
  });
});

describe(".editorconfig", () => {
  it("has the values of biome.json", () => {
    const { indentStyle, indentWidth, lineWidth } = JSON.parse(read("biome.json")).formatter;
    const text = read(".editorconfig");
    for (const line of [
      `indent_style = ${indentStyle}`,
      `indent_size = ${indentWidth}`,
      `max_line_length = ${lineWidth}`,
    ])
      assert.ok(text.split("\n").includes(line), line);
  });
});
