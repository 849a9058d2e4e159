import assert from "node:assert/strict";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { eventually } from "../support/eventually";
import { type Generation, generation, programOf } from "./support/generations";
import { interruptions, moments, reached, ways } from "./support/interruptions";
import { isAlive } from "./support/processes";
import { Project, projectId, workspaceName } from "./support/project";

const up = ["up", "--yes", "--skip-preview"];
const adoption = { PULUMI_ATLAS_STREAMS_ADOPT: "1" };
const isLong = process.env.ATLAS_STREAMS_LONG === "1";

/**
 * Each test interrupts the `up` of the next version of the program, then runs the commands of docs/reliability.md and
 * checks that program, state and Atlas are consistent. All tests share one stack, so leftovers make the next one fail.
 */
describe(`engine: interruptions${isLong ? "" : " (all of them with ATLAS_STREAMS_LONG=1)"}`, function () {
  this.timeout(60_000);
  let atlas: LocalAtlas;
  let project: Project;
  let version = 0;

  before(async () => {
    atlas = await startLocalAtlas({ pendingMs: 300, deletingMs: { VPC: 300, PRIVATE_LINK: 0 } });
    project = await Project.create({ program: programOf(generation(version)), atlas, survivesKill: true });
    await project.up();
  });
  after(async () => {
    await project?.remove();
    await atlas?.close();
  });
  afterEach(() => atlas.clearFaults());

  /** Starts the `up` of the next version and interrupts it; returns its output. */
  async function interrupt(
    way: keyof typeof ways,
    moment: keyof typeof moments,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<{ output: string; wanted: Generation }> {
    version += 1;
    const wanted = generation(version);
    await project.write(programOf(wanted));
    const seen = reached(atlas, moments[moment]);
    const run = project.start(up, environment);
    const ended = run.result.then(({ output }) =>
      assert.fail(`the run ended before the interruption:\n${output}`),
    );
    await Promise.race([seen, ended]);
    ended.catch(() => undefined);
    const providers = await run.providers();
    await ways[way].interrupt(run);
    const { code, output } = await run.result;
    assert.notEqual(code, 0, output);
    await allGone(providers);
    atlas.clearFaults();
    return { output, wanted };
  }

  /** Runs the documented commands, which must succeed. */
  async function recover({ commands, adopt }: (typeof ways)[keyof typeof ways]): Promise<void> {
    for (const command of commands) {
      const run = project.start(command, adopt && command[0] === "up" ? adoption : {});
      const { code, output } = await run.result;
      assert.equal(code, 0, `pulumi ${command.join(" ")} ended with ${code}:\n${output}`);
    }
  }

  for (const { way, moment, short } of interruptions) {
    if (!short && !isLong) continue;
    it(`${way} ${moment}`, async () => {
      const { wanted } = await interrupt(way, moment);
      await recover(ways[way]);
      await assertConsistent(project, atlas, wanted);
    });
  }

  it("SIGKILL of the CLI after five POSTs, with a state that is written only at the end", async () => {
    const fewer = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };
    const { wanted } = await interrupt("SIGKILL of the CLI", "after five POSTs", fewer);
    await recover(ways["SIGKILL of the CLI"]);
    await assertConsistent(project, atlas, wanted);
  });

  it("an up without adoption fails, loses nothing and names the commands", async () => {
    const { wanted } = await interrupt("SIGKILL of the provider", "after a POST with a lost response");
    const { code, output } = await project.start(up).result;
    assert.notEqual(code, 0, output);
    assert.match(output, /STREAM_CONNECTION_NAME_ALREADY_EXISTS/);
    assert.match(
      output,
      /after an interrupted run, .*PULUMI_ATLAS_STREAMS_ADOPT=1.*refresh --clear-pending-creates/,
    );
    await recover(ways["SIGKILL of the provider"]);
    await assertConsistent(project, atlas, wanted);
  });

  it("waits for an interrupted connection that is PENDING, and replaces one that is FAILED", async () => {
    const { wanted } = await interrupt("SIGKILL of the provider", "while two new connections wait for READY");
    const [pending, failed] = [`slow-${version}-0`, `slow-${version}-1`];
    atlas.setState(projectId, workspaceName, pending, "PENDING");
    atlas.setState(projectId, workspaceName, failed, "FAILED");
    const polls = atlas.fault({
      method: "GET",
      // A GET of the connection, or a list that the waiting connections of the workspace share.
      path: new RegExp(`/(${pending}|connections\\?.*)$`),
      // Skips the list for the adoption notice, and the GET of the adoption.
      skip: 2,
      action: () => {
        atlas.setState(projectId, workspaceName, pending);
        return undefined;
      },
    });
    // The engine starts nothing after a failure, so the failure is delayed until the other connection is waiting.
    atlas.fault({ method: "GET", path: new RegExp(`/${failed}$`), action: { kind: "delay", ms: 3_000 } });
    const { code, output } = await project.start(up, adoption).result;
    assert.notEqual(code, 0, output);
    assert.ok(polls.matched > 2, "the adoption did not wait");
    assert.match(output, new RegExp(`Atlas reports connection ${failed} as FAILED`));
    // The engine may have failed before it started all other creates, so the variable is still needed.
    const again = await project.start(up, adoption).result;
    assert.equal(again.code, 0, again.output);
    assert.match(again.output, new RegExp(`connection ${failed} is FAILED in Atlas and will be replaced`));
    await assertConsistent(project, atlas, wanted);
  });
});

/** Waits until all processes have ended: none may send writes after the end of its CLI. */
function allGone(ids: readonly number[]): Promise<void> {
  return eventually("the provider ends with its CLI", async () => {
    const alive = await Promise.all(ids.map(isAlive));
    return !alive.includes(true);
  });
}

/** Asserts that program, state and Atlas have the same connections with the same fields and secrets. */
async function assertConsistent(project: Project, atlas: LocalAtlas, wanted: Generation): Promise<void> {
  const names = Object.keys(wanted).sort();
  const there = atlas.connections(projectId, workspaceName);
  assert.deepEqual(there.map(({ name }) => name).sort(), names, "Atlas");

  const { resources = [], pending_operations = [] } = await project.deployment();
  const connections = resources.filter(({ type }) => type.endsWith(":StreamConnection"));
  assert.deepEqual(connections.map(({ urn }) => urn.split("::").at(-1)).sort(), names, "the state");
  assert.deepEqual(pending_operations, []);

  for (const { urn, id, outputs, initErrors = [], delete: isLeftover } of connections) {
    const name = urn.split("::").at(-1) ?? "";
    const connection = atlas.connection(projectId, workspaceName, name);
    assert.equal(id, `${projectId}/${workspaceName}/${name}`);
    assert.equal(outputs.connectionId, connection?.id, `${name}: the state is of another connection`);
    assert.equal(outputs.state, "READY", name);
    assert.deepEqual([initErrors, isLeftover ?? false], [[], false], name);
    const { shown = {}, secrets } = wanted[name] ?? {};
    const fields = Object.keys(shown).map((key) => [key, connection?.[key as keyof typeof connection]]);
    assert.deepEqual(Object.fromEntries(fields), shown, name);
    assert.deepEqual(atlas.secretsOf(projectId, workspaceName, name), secrets, `${name}: its secrets`);
  }
  await project.preview("--expect-no-changes");
}
