import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { capture, secret } from "../support/captured";
import { projectId, workspaceName } from "../support/examples";
import { putUnknownType } from "../support/unknownType";

const root = join(__dirname, "../..");
const header = secret("s3cr3t-header-of-the-command");
const certificate = "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n";
const workspace = ["--project", projectId, "--workspace", workspaceName];

describe("the command pulumi-atlas-streams", function () {
  this.timeout(30_000);
  let atlas: LocalAtlas;
  let folder: string;

  beforeEach(async () => {
    atlas = await startLocalAtlas();
    folder = await mkdtemp(join(tmpdir(), "pulumi-atlas-streams-command-"));
    atlas.put(projectId, workspaceName, {
      name: "hook",
      type: "Https",
      url: "https://example.com",
      headers: { Authorization: header },
    });
  });
  afterEach(async () => {
    await atlas.close();
    await rm(folder, { recursive: true, force: true });
  });

  function run(
    args: string[],
    environment = atlas.environment,
  ): Promise<{ code: number; stdout: string; stderr: string }> {
    const inherited = Object.entries(process.env).filter(([name]) => !/^(PULUMI|MONGODB)/.test(name));
    const command = join(root, "dist/provider/cli/index.js");
    const options = { cwd: folder, env: { ...Object.fromEntries(inherited), ...environment } };
    return new Promise((resolve) => {
      execFile(process.execPath, [command, ...args], options, (error, stdout, stderr) => {
        capture(`pulumi-atlas-streams ${args.join(" ")}`, stdout + stderr);
        resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
      });
    });
  }

  it("prints its help", async () => {
    for (const args of [["--help"], ["-h"], ["help"]]) {
      const { code, stdout } = await run(args);
      assert.equal(code, 0);
      assert.match(stdout, /^Usage: npx pulumi-atlas-streams <command> \[options\]$/m);
      assert.match(stdout, /^ {2}import +imports existing stream connections/m);
      assert.match(stdout, /^ {2}doctor +checks credentials/m);
    }
  });

  it("prints the help of a command", async () => {
    for (const args of [
      ["import", "--help"],
      ["import", "-h"],
      ["help", "import"],
    ]) {
      const { code, stdout } = await run(args);
      assert.equal(code, 0);
      assert.match(stdout, /^Usage: npx pulumi-atlas-streams import --project <id> --workspace <name>/m);
      assert.match(stdout, /in any other folder only these/);
    }
  });

  it("prints its version", async () => {
    const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    assert.deepEqual(await run(["--version"]), { code: 0, stdout: `${version}\n`, stderr: "" });
  });

  const wrong: [args: string[], message: RegExp][] = [
    [[], /^A command is missing\. There are: import, doctor, atlas\./],
    [["export"], /^There is no command export\. There are: import, doctor, atlas\./],
    [
      ["import", "--workspace", "shop"],
      /^--project is missing: the id of the Atlas project, 24 hexadecimal digits\./,
    ],
    [["import", "--project", projectId], /^--workspace is missing/],
    [["import", ...workspace, "hook"], /^import takes only options, not hook\./],
    [["import", ...workspace, "--nam", "hook"], /^Unknown option '--nam'/],
    [["import", ...workspace, "--program", "a.py"], /^--program must end in one of \.ts, \.mts, /],
    [
      ["import", ...workspace, "--program", "a.ts", "--file", "a.ts"],
      /^--program and --file must be two files/,
    ],
  ];
  it("exits with 2 for a wrong command line, with a message", async () => {
    for (const [args, message] of wrong) {
      const { code, stderr } = await run(args);
      assert.equal(code, 2, args.join(" "));
      assert.match(stderr, message);
      assert.match(stderr, /--help lists the options\.$/m);
    }
    assert.equal(atlas.requests.length, 0);
  });

  it("writes both files, without secrets", async () => {
    const { code, stdout, stderr } = await run(["import", ...workspace]);
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(
      stdout,
      /^1 connection of workspace shop: wrote connections\.ts, the program, and import\.json, for pulumi import\.$/m,
    );
    assert.match(stdout, /^ {3}pulumi config set --secret hookAuthorization$/m);
    for (const name of await readdir(folder)) capture(name, await readFile(join(folder, name), "utf8"));
    assert.deepEqual((await readdir(folder)).sort(), ["connections.ts", "import.json"]);
    assert.ok(atlas.requests.every(({ method }) => method === "GET"));
  });

  it("says so when Atlas refuses the list of failover connections, and imports the rest", async () => {
    atlas.put(projectId, workspaceName, {
      name: "orders",
      type: "Kafka",
      bootstrapServers: "a.example.com:9092",
      security: { protocol: "PLAINTEXT" },
    });
    atlas.fault({ path: /failover/, action: { kind: "status", status: 403 } });
    const { code, stdout, stderr } = await run(["import", ...workspace]);
    assert.equal(code, 0);
    assert.match(stderr, /^The failover connections were not read, and the program has none: .*403/);
    assert.match(stdout, /^2 connections of workspace shop/m);
  });

  it("refuses file names with which another module would be loaded, and Pulumi would delete the connections", async () => {
    const errorOf = async (...more: string[]) => (await run(["import", ...workspace, ...more])).stderr;
    assert.match(
      await errorOf("--program", "dev.ts", "--file", "./dev.json"),
      /import "\.\/dev" would load dev\.json instead of dev\.ts/,
    );
    await writeFile(join(folder, "connections.js"), "");
    assert.match(await errorOf(), /would load connections\.js instead of connections\.ts/);
    assert.match(await errorOf("--program", "a.ts", "--file", "./a.ts"), /must be two files/);
    await writeFile(join(folder, "other.ts"), "");
    const loads = (loaded: string) =>
      new RegExp(`import "\\./other" would load ${loaded} instead of other\\.ts`);
    assert.match(await errorOf("--program", "other.js"), loads("other\\.js"));
    assert.match(await errorOf("--program", "b.ts", "--file", "other.json"), loads("other\\.json"));
    await mkdir(join(folder, "folder"));
    assert.match(await errorOf("--program", "b.ts", "--file", "folder"), /it is a folder/);
    assert.deepEqual((await readdir(folder)).sort(), ["connections.js", "folder", "other.ts"]);
    assert.equal(
      (await run(["import", ...workspace, "--program", "data.js", "--file", "data.json"])).code,
      0,
    );
  });

  it("writes JavaScript, as ES modules where package.json says so", async () => {
    const imported = async (program: string) => {
      const { code, stdout, stderr } = await run(["import", ...workspace, "--program", program, "--force"]);
      assert.equal(code, 0, stderr);
      return { stdout, text: await readFile(join(folder, program), "utf8") };
    };
    const common = await imported("connections.js");
    assert.match(common.text, /^const \{ StreamConnection \} = require\("pulumi-atlas-streams"\);$/m);
    assert.match(common.text, /^exports\.hook = new StreamConnection\("hook", \{$/m);
    assert.match(common.stdout, /line in index\.js:\n {3}require\("\.\/connections"\);$/m);
    await writeFile(join(folder, "package.json"), '{ "type": "module" }');
    const es = await imported("connections.js");
    assert.match(es.text, /^import \{ StreamConnection \} from "pulumi-atlas-streams";$/m);
    assert.match(es.text, /^export const hook = new StreamConnection\("hook", \{$/m);
    assert.match(es.stdout, /line in index\.js:\n {3}import "\.\/connections\.js";$/m);
    const whole = await imported("index.js");
    assert.doesNotMatch(whole.text, /export/);
    assert.doesNotMatch(whole.stdout, /Import the file/);
  });

  it("writes certificates into files, and overwrites others only with --force", async () => {
    for (const name of ["a", "b"])
      atlas.put(projectId, workspaceName, {
        ...{ name, type: "Kafka", bootstrapServers: "a.example.com:9092" },
        security: { protocol: "SSL", brokerPublicCertificate: certificate },
      });
    await mkdir(join(folder, "in"));
    const path = join(folder, "in", "certs", "a-broker-public-certificate.pem");
    const args = ["import", ...workspace, "--program", "in/connections.ts"];
    const { stdout } = await run(args);
    assert.match(
      stdout,
      /^The program reads certificates from in\/certs\/a-broker-public-certificate\.pem\.$/m,
    );
    assert.equal(await readFile(path, "utf8"), certificate);
    const program = await readFile(join(folder, "in", "connections.ts"), "utf8");
    assert.equal(program.match(/certificate\("a-broker-public-certificate\.pem"\)/g)?.length, 2);
    assert.match(program, /join\(__dirname, "certs", file\)/);

    await rm(join(folder, "in", "connections.ts"));
    await rm(join(folder, "import.json"));
    await writeFile(path, "mine");
    const refused = await run(args);
    assert.match(
      refused.stderr,
      /^in\/certs\/a-broker-public-certificate\.pem exists already, and nothing was/,
    );
    assert.deepEqual(await readdir(join(folder, "in")), ["certs"]);
    assert.equal(await readFile(path, "utf8"), "mine");
    assert.equal((await run([...args, "--force"])).code, 0);
    assert.equal(await readFile(path, "utf8"), certificate);
  });

  it("prints and writes what docs/importing.md shows", async () => {
    atlas.put(projectId, workspaceName, {
      name: "hook",
      type: "Https",
      url: "https://example.com/hook",
      headers: { Authorization: header, "Content-Type": "application/json" },
    });
    atlas.put(projectId, workspaceName, {
      ...{ name: "orders", type: "Kafka", bootstrapServers: "broker-1.example.com:9092" },
      authentication: { mechanism: "SCRAM-512", username: "atlas", password: header },
      security: { protocol: "SASL_SSL", brokerPublicCertificate: certificate },
    });
    atlas.put(projectId, workspaceName, { name: "sample_stream_solar", type: "Sample" });
    const { stdout } = await run(["import", ...workspace]);
    const document = await readFile(join(root, "docs/importing.md"), "utf8");
    assert.ok(document.includes(`\`\`\`text\n${stdout}\`\`\``), stdout);
    const program = await readFile(join(folder, "connections.ts"), "utf8");
    assert.ok(document.includes(`\`\`\`ts\n${program}\`\`\``), program);
  });

  it("fails when Node ends before the command is done", async () => {
    const loaded = join(folder, "never.cjs");
    const module = JSON.stringify(join(root, "dist/provider/cli/import/importConnections.js"));
    await writeFile(
      loaded,
      `require.cache[${module}] = { exports: { importConnections: () => new Promise(() => {}) } };`,
    );
    const environment = { ...atlas.environment, NODE_OPTIONS: `--require ${loaded}` };
    const { code, stderr } = await run(["import", ...workspace], environment);
    assert.equal(code, 1);
    assert.match(stderr, /^The command ended before it was done, and the files may be missing\./);
  });

  it("adds a prefix to every name, for a second workspace in one project", async () => {
    await run(["import", ...workspace, "--prefix", "dev"]);
    const program = await readFile(join(folder, "connections.ts"), "utf8");
    assert.match(program, /new StreamConnection\("dev-hook"/);
    assert.match(program, /config\.requireSecret\("devHookAuthorization"\)/);
  });

  it("overwrites files only with --force", async () => {
    await writeFile(join(folder, "connections.ts"), "mine");
    const refused = await run(["import", ...workspace]);
    assert.equal(refused.code, 1);
    assert.match(
      refused.stderr,
      /^connections\.ts exists already, and nothing was written\. For a second workspace, choose other names: --prefix shop --program shop\.ts --file shop-import\.json\. .* overwrite with --force\.$/m,
    );
    assert.deepEqual(await readdir(folder), ["connections.ts"]);
    assert.equal(await readFile(join(folder, "connections.ts"), "utf8"), "mine");
    assert.equal(atlas.requests.length, 0);

    await mkdir(join(folder, "a b"));
    const elsewhere = await run(["import", ...workspace, "--program", "a b/it.ts", "--file", "a b/its.json"]);
    assert.match(elsewhere.stdout, /pulumi import -f 'a b\/its\.json'/);
    assert.match(elsewhere.stdout, /import "\.\/a b\/it";/);

    assert.equal((await run(["import", ...workspace, "--force"])).code, 0);
    assert.match(await readFile(join(folder, "connections.ts"), "utf8"), /new StreamConnection\("hook"/);
  });

  const failures: [title: string, args: string[], message: RegExp][] = [
    [
      "a wrong project",
      ["--project", "x", "--workspace", "shop"],
      /^--project must be the id of an Atlas project: 24 lower-case hexadecimal digits$/m,
    ],
    [
      "a wrong workspace",
      ["--project", projectId, "--workspace", "a/b"],
      /^--workspace must be the name of a stream workspace/m,
    ],
    [
      "a missing connection",
      [...workspace, "--name", "hoook"],
      /^Workspace shop has no connection hoook\. It has: hook\.$/m,
    ],
    [
      "an empty workspace",
      ["--project", projectId, "--workspace", "empty"],
      /^There is nothing to import, and nothing was written\.$/m,
    ],
    [
      "a missing folder",
      [...workspace, "--file", "state/import.json"],
      /^state\/import\.json cannot be written: there is no folder state\.$/m,
    ],
  ];
  for (const [title, args, message] of failures) {
    it(`fails for ${title}, and writes no file`, async () => {
      const { code, stderr } = await run(["import", ...args]);
      assert.equal(code, 1);
      assert.match(stderr, message);
      assert.deepEqual(await readdir(folder), []);
    });
  }

  it("names skipped connections, with printable names", async () => {
    for (const name of ["a/b", ".."]) atlas.put(projectId, workspaceName, { name, type: "Sample" });
    putUnknownType(atlas, "\u001b[2Jbeam", "Tele\u001bport");
    const { stdout } = await run(["import", ...workspace]);
    assert.match(stdout, /^Skipped: a\/b: its name cannot be part of an id/m);
    assert.match(stdout, /^Skipped: \.\.: its name/m);
    assert.match(stdout, /^Skipped: \[2Jbeam: this version does not know its type, Tele port/m);
    assert.ok(!stdout.includes("\u001b"));
  });

  it("says where it looks for missing credentials, and redacts wrong ones", async () => {
    const none = await run(["import", ...workspace], { MONGODB_ATLAS_BASE_URL: atlas.url });
    assert.equal(none.code, 1);
    assert.match(
      none.stderr,
      /^Could not list the connections of workspace shop .*: Atlas credentials are missing\./m,
    );
    assert.match(
      none.stderr,
      /^The stack's configuration was not read: this folder belongs to no Pulumi project/m,
    );

    const key = secret("s3cr3t-wrong-key-of-the-command");
    const refused = await run(["import", ...workspace], {
      ...atlas.environment,
      MONGODB_ATLAS_PRIVATE_KEY: key,
    });
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /401/);
  });
});
