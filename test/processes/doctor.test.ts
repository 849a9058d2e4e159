import assert from "node:assert/strict";
import { type ChildProcess, execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  defaultApiKey,
  defaultServiceAccount,
  type LocalAtlas,
  type LocalAtlasOptions,
  startLocalAtlas,
} from "../../atlas-local";
import { questions } from "../../provider/cli/doctor/questions";
import { capture, secret } from "../support/captured";
import { eventually } from "../support/eventually";
import { projectId, workspaceName } from "../support/examples";

const root = join(__dirname, "../..");
const workspace = ["--project", projectId, "--workspace", workspaceName];
const own = { name: "customer-orders", type: "Sample" };

interface Result {
  code: number;
  stdout: string;
  stderr: string;
}

describe("the doctor command", function () {
  this.timeout(60_000);
  let atlas: LocalAtlas;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "pulumi-atlas-streams-doctor-"));
  });
  after(() => rm(folder, { recursive: true, force: true }));
  afterEach(() => atlas.close());

  async function start(options: LocalAtlasOptions = {}): Promise<void> {
    atlas = await startLocalAtlas(options);
    atlas.put(projectId, workspaceName, own);
  }

  /** Runs the command. No part of its output may tell who the user is. */
  async function run(
    args: string[] = [],
    environment: Record<string, string> = {},
    onStart: (child: ChildProcess) => void = () => {},
  ): Promise<Result> {
    const inherited = Object.entries(process.env).filter(([name]) => !/^(PULUMI|MONGODB)|proxy$/i.test(name));
    const env = { ...Object.fromEntries(inherited), ...atlas.environment, ...environment };
    const command = join(root, "dist/provider/cli/index.js");
    const running = new Promise<Result>((resolve) => {
      const child = execFile(
        process.execPath,
        [command, "doctor", ...workspace, ...args],
        { cwd: folder, env },
        (error, stdout, stderr) => resolve({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr }),
      );
      onStart(child);
    });
    const result = await running;
    assertAnonymous(result, Object.values(environment).filter(Boolean));
    return result;
  }

  function assertAnonymous({ stdout, stderr }: Result, given: readonly string[]): void {
    const output = capture("pulumi-atlas-streams doctor", stdout + stderr);
    for (const text of [projectId, workspaceName, own.name, ...Object.values(defaultApiKey), ...passwords()])
      assert.doesNotMatch(output, new RegExp(`\\b${text.replace(/[^\w]/g, "\\$&")}\\b`));
    assert.doesNotMatch(output, /[\da-f]{24}/);
    // The report has no hosts, settings and names of throw-away connections either.
    for (const text of [...given, atlas.url, "127.0.0.1"]) assert.ok(!stdout.includes(text), text);
    assert.doesNotMatch(stdout, /pulumi-doctor-[a-z]+-/);
  }

  /** Passwords that the command has sent. */
  function passwords(): string[] {
    const bodies = atlas.exchanges.map(({ request }) => JSON.stringify(request));
    return bodies.flatMap((body) =>
      [...body.matchAll(/password\W+([\w-]{20,})/g)].map(([, text]) => text ?? ""),
    );
  }

  const namesLeft = () => atlas.connections(projectId, workspaceName).map(({ name }) => name);
  const rowOf = ({ stdout }: Result, id: keyof typeof questions): string => {
    const start = `| ${questions[id].ask} | ${questions[id].assumed} | `;
    const row = stdout.split("\n").find((line) => line.startsWith(start));
    assert.ok(row, `no row for ${id} in:\n${stdout}`);
    return row.slice(start.length, -2);
  };

  it("checks everything with requests that only read", async () => {
    await start();
    const { code, stdout } = await run();
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^## pulumi-atlas-streams doctor\n\npulumi-atlas-streams \d.*, Node v\d.*, OS \w+ .*\.$/m,
    );
    for (const line of [
      "ok: settings: MONGODB_ATLAS_PUBLIC_KEY from the environment, MONGODB_ATLAS_PRIVATE_KEY from the environment, MONGODB_ATLAS_BASE_URL from the environment; everything else has its default",
      "ok: server: this machine answers, without a proxy",
      "ok: credentials: an API key, accepted by Atlas",
      "ok: access list: Atlas accepts this machine's address",
      "ok: project: found",
      "ok: workspace: found",
      "ok: role to list connections: the credentials have it",
      "ok: role to read a connection: the credentials have it",
      "ok: clock: it agrees with Atlas' clock",
      "unknown: role to change connections: only --write shows whether the credentials have it",
    ])
      assert.ok(stdout.includes(`- ${line}\n`), line);
    assert.match(stdout, /^- ok: rate limit: \d+ of 1200 requests are left$/m);
    assert.ok(atlas.requests.every(({ method }) => method === "GET"));
  });

  it("exits with 2 for a wrong command line, and with 1 for a name that cannot be", async () => {
    await start();
    assert.equal((await run(["--wirte"])).code, 2);
    assert.equal((await run(["now"])).code, 2);
    const wrong = await run(["--project", "x"]);
    assert.equal(wrong.code, 1);
    assert.match(wrong.stderr, /^--project must be the id of an Atlas project/);
  });

  const failures: [
    title: string,
    options: LocalAtlasOptions,
    environment: Record<string, string>,
    line: RegExp,
  ][] = [
    [
      "credentials that Atlas refuses",
      {},
      { MONGODB_ATLAS_PRIVATE_KEY: secret("s3cr3t-wrong-key-of-the-doctor") },
      /^- \*\*failed\*\*: credentials: an API key, refused by Atlas: 401 .*\n {2}- Cure: Check the credentials/m,
    ],
    [
      "a service account that Atlas refuses",
      {},
      {
        MONGODB_ATLAS_CLIENT_ID: defaultServiceAccount.clientId,
        MONGODB_ATLAS_CLIENT_SECRET: secret("mdb_sa_sk_s3cr3t-of-the-doctor"),
      },
      /^- \*\*failed\*\*: credentials: a service account, refused by Atlas: 401 .*\n {2}- Cure: Check the credentials/m,
    ],
    [
      "an access token that Atlas refuses",
      {},
      { MONGODB_ATLAS_ACCESS_TOKEN: secret("s3cr3t-token-of-the-doctor") },
      /^- \*\*failed\*\*: credentials: an access token, refused by Atlas: 401/m,
    ],
    [
      "half of the credentials",
      {},
      { MONGODB_ATLAS_PRIVATE_KEY: "" },
      /^- \*\*failed\*\*: settings: Atlas credentials are incomplete: mongodbatlas:publicKey .*\n {2}- Cure: Set it/m,
    ],
    [
      "a project of others",
      { inaccessibleProjects: [projectId] },
      {},
      /^- \*\*failed\*\*: project: not found: 401 USER_CANNOT_ACCESS_GROUP\n {2}- Cure: Check projectId/m,
    ],
    [
      "a missing workspace",
      { workspaces: [{ projectId, workspaceName: "other" }] },
      {},
      /^- \*\*failed\*\*: workspace: not found: 404 STREAM_TENANT_NOT_FOUND_FOR_NAME\n {2}- Cure: /m,
    ],
    [
      "a server that does not answer",
      {},
      { MONGODB_ATLAS_BASE_URL: "http://127.0.0.1:9" },
      /^- \*\*failed\*\*: server: this machine gives no answer, without a proxy: ECONNREFUSED\n {2}- Cure: /m,
    ],
    [
      "a proxy that does not answer",
      {},
      {
        MONGODB_ATLAS_BASE_URL: "https://atlas.customer.example",
        HTTPS_PROXY: `http://proxy-user:${secret("s3cr3t-of-the-proxy")}@localhost:9`,
      },
      /^- \*\*failed\*\*: server: a host of your own gives no answer, through a proxy: ECONNREFUSED\n {2}- Cure: /m,
    ],
  ];
  for (const [title, options, environment, line] of failures)
    it(`fails for ${title}, with a cure, and writes nothing`, async () => {
      await start(options);
      const { code, stdout } = await run(["--write"], environment);
      assert.equal(code, 1);
      assert.match(stdout, line);
      assert.ok(atlas.requests.every(({ method, path }) => method === "GET" || path.endsWith("/token")));
    });

  it("names the proxy on the error output only, without its password", async () => {
    await start();
    const { stdout, stderr } = await run([], {
      MONGODB_ATLAS_BASE_URL: "https://atlas.customer.example",
      HTTPS_PROXY: `http://proxy-user:${secret("s3cr3t-of-the-proxy")}@localhost:9`,
    });
    assert.match(
      stderr,
      /^For you only, not for the issue: the base URL is https:\/\/atlas\.customer\.example\.$/m,
    );
    assert.match(stderr, /^For you only, not for the issue: the proxy is http:\/\/localhost:9\.$/m);
    assert.doesNotMatch(stdout, /customer|localhost/);
  });

  it("answers every question, and leaves nothing behind", async () => {
    await start({ record: true });
    const result = await run(["--write"]);
    assert.equal(result.code, 0);
    assert.match(result.stdout, /^- ok: role to change connections: the credentials have it$/m);
    assert.match(result.stdout, /^- ok: throw-away connections: all are deleted$/m);
    const count = Object.keys(questions).length;
    assert.match(
      result.stdout,
      new RegExp(`^${count} of ${count} questions have an answer\\. 0 of them differ`, "m"),
    );
    assert.equal(rowOf(result, "leftOutConfig"), "stays");
    assert.equal(rowOf(result, "failovers"), "200");
    assert.deepEqual(namesLeft(), [own.name]);
    // Only its own connections are changed.
    for (const { method, path } of atlas.requests)
      if (method !== "GET") assert.match(path, /\/connections(\/pulumi-doctor-\w+-[\da-f]{12})?$/);
    assert.ok(passwords().length > 10);
  });

  it("reports a PATCH that replaces, states, and delays", async () => {
    await start({
      record: true,
      patch: "replace",
      eventualConsistencyMs: 300,
      pendingMs: { PUBLIC: 500 },
      deletingMs: { PUBLIC: 400 },
      dialect: { failovers: false },
    });
    const result = await run(["--write"]);
    assert.equal(result.code, 0);
    assert.equal(rowOf(result, "leftOutConfig"), "**differs**: goes");
    assert.equal(rowOf(result, "leftOutHeaders"), "**differs**: goes");
    assert.equal(
      rowOf(result, "leftOutAuthentication"),
      '**differs**: refused: 400 MISSING_ATTRIBUTE ("The required attribute authentication.mechanism was not specified.")',
    );
    assert.equal(rowOf(result, "postState"), "PENDING");
    assert.equal(rowOf(result, "deleteStates"), "DELETING");
    assert.match(rowOf(result, "getLag"), /^within [3-9]\d\d, /);
    assert.match(rowOf(result, "postAfterDelete"), /^refused: 409 STREAM_CONNECTION_NAME_ALREADY_EXISTS$/);
    assert.equal(rowOf(result, "failovers"), "404 RESOURCE_NOT_FOUND");
    assert.deepEqual(namesLeft(), [own.name]);
  });

  it("reports what the server rewrites and fills in, and never its values", async () => {
    await start({ record: true, dialect: { spelling: true, noState: true } });
    const result = await run(["--write"]);
    assert.equal(result.code, 0);
    assert.match(
      rowOf(result, "added"),
      /Kafka: config\.client\.id, networking\.access\.type PUBLIC; Https: none/,
    );
    assert.match(rowOf(result, "spelledUrl"), /^\*\*differs\*\*: with a slash at its end/);
    assert.equal(rowOf(result, "spelledHeader"), "**differs**: in lower case");
    assert.equal(rowOf(result, "spelledPem"), "**differs**: with \\n as line ends");
    assert.equal(rowOf(result, "postFields"), "**differs**: no state");
  });

  it("prints what docs/doctor.md shows", async () => {
    const page = await readFile(join(root, "docs/doctor.md"), "utf8");
    const [checks = "", rows = ""] = [...page.matchAll(/^```markdown\n([\s\S]*?)^```$/gm)].map(
      ([, text]) => text ?? "",
    );
    const linesOf = (text: string) => text.split("\n").filter((line) => /^[-|] /.test(line));
    const withoutNumbers = (line: string) => line.replace(/ \d+ of/, " … of");

    await start({ record: true, patch: "replace", dialect: { spelling: true } });
    const shown = linesOf((await run()).stdout).map(withoutNumbers);
    assert.deepEqual(linesOf(checks).map(withoutNumbers), shown);
    const written = linesOf((await run(["--write"])).stdout);
    for (const row of linesOf(rows)) assert.ok(written.includes(row), row);
    assert.ok(linesOf(rows).length > 5);
  });

  it("takes a refusal for an answer, and hides what Atlas repeats", async () => {
    await start({ record: true });
    const detail = `Not for ${projectId} and ${workspaceName} at 203.0.113.7 | <b>`;
    const body = { error: 400, errorCode: "VALIDATION_ERROR", detail, parameters: [] };
    atlas.fault({ method: "POST", times: Infinity, action: { kind: "status", status: 400, body } });
    const result = await run(["--write"]);
    assert.equal(
      rowOf(result, "postKafka"),
      'no: 400 VALIDATION_ERROR ("Not for \\[id\\] and \\[workspace\\] at \\[address\\] \\| \\<b\\>")',
    );
    assert.equal(rowOf(result, "leftOutConfig"), "no answer");
    assert.equal(rowOf(result, "missingGet"), "404 STREAM_CONNECTION_NOT_FOUND_FOR_NAME");
  });

  it("says that the role to write is missing", async () => {
    await start();
    const body = { error: 403, errorCode: "USER_UNAUTHORIZED", detail: "No.", parameters: [] };
    atlas.fault({ method: "POST", times: Infinity, action: { kind: "status", status: 403, body } });
    const { code, stdout } = await run(["--write"]);
    assert.equal(code, 1);
    assert.match(
      stdout,
      /^- \*\*failed\*\*: role to change connections: the credentials lack it: 403 USER_UNAUTHORIZED\n {2}- Cure: .*Project Stream Processing Manager/m,
    );
  });

  it("deletes a connection whose response was lost, and goes on with the next", async () => {
    await start({ record: true });
    const fault = atlas.fault({ method: "POST", action: { kind: "resetAfter" } });
    const result = await run(["--write"]);
    assert.equal(fault.fired, 1);
    assert.equal(result.code, 0);
    assert.match(result.stderr, /^A probe has ended early: ECONNRESET\.$/m);
    assert.equal(rowOf(result, "postHttps"), "yes");
    assert.equal(rowOf(result, "postKafka"), "no answer");
    assert.deepEqual(namesLeft(), [own.name]);
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const)
    it(`deletes its connections and prints the report after ${signal}`, async () => {
      await start({ record: true, latencyMs: 40 });
      const result = await run(["--write"], {}, (child) => {
        void eventually("a throw-away connection", () => namesLeft().length > 1).then(() =>
          child.kill(signal),
        );
      });
      assert.equal(result.code, 1);
      assert.match(result.stderr, /^Interrupted\. Deleting the throw-away connections/m);
      assert.match(result.stdout, /^- ok: throw-away connections: all are deleted$/m);
      assert.equal(rowOf(result, "postSample"), "no answer");
      assert.deepEqual(namesLeft(), [own.name]);
    });

  it("names what is left when a second signal ends it", async () => {
    await start({ record: true, latencyMs: 20 });
    atlas.fault({
      method: "DELETE",
      times: Infinity,
      action: { kind: "status", status: 403, body: { error: 403 } },
    });
    const interrupt = async (child: ChildProcess) => {
      await eventually("a throw-away connection", () => namesLeft().length > 1);
      child.kill("SIGINT");
      await eventually("a refused deletion", () => atlas.requests.some(({ method }) => method === "DELETE"));
      child.kill("SIGINT");
    };
    const result = await run(["--write"], {}, (child) => void interrupt(child));
    assert.equal(result.code, 1);
    const [left] = namesLeft().filter((name) => name !== own.name);
    assert.ok(result.stderr.includes(`Delete them in Atlas' console: ${left}.`), result.stderr);
  });

  it("does not end silently when a promise is lost", async () => {
    await start();
    const stub = `
      require("./dist/provider/cli/doctor/examine").examine = () => new Promise(() => {});
      process.argv = ["node", "it", "doctor", "--project", "p", "--workspace", "w"];
      require("./dist/provider/cli/index");`;
    const { code, stderr } = await new Promise<Result>((resolve) => {
      execFile(process.execPath, ["-e", stub], { cwd: root }, (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
      });
    });
    assert.equal(code, 1);
    assert.match(stderr, /^The command ended before its work was done\./);
  });
});
