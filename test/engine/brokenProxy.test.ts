import assert from "node:assert/strict";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { type BrokenProxy, stages, startBrokenProxy } from "../support/brokenProxy";
import { type Certificate, makeCertificate, unresolvedHost } from "../support/certificate";
import { Project, projectId, workspaceName } from "./support/project";

const declare = `for (const connectionName of ["one", "two"])
  new StreamConnection(connectionName, { ...address, connectionName, type: "Sample" });`;
const lookUp = `const { getStreamConnection, getStreamConnectionOutput } = require("pulumi-atlas-streams");`;

/** Programs that declare their connections only after a look-up. If they end early, Pulumi deletes the connections. */
const programs = {
  "that waits for a look-up": `${lookUp}
    module.exports = async () => {
      await getStreamConnection({ ...address, connectionName: "looked-up" });
      ${declare}
    };`,
  "that waits for the output of a look-up": `${lookUp}
    module.exports = () =>
      getStreamConnectionOutput({ ...address, connectionName: "looked-up" }).apply(() => { ${declare} });`,
};

describe("engine: a proxy that closes connections", function () {
  this.timeout(120_000);
  let certificate: Certificate | undefined;
  let atlas: LocalAtlas;
  let proxy: BrokenProxy;
  let project: Project;
  /** Duration of a failed run. */
  let failureMs = Number.POSITIVE_INFINITY;

  before(async function () {
    certificate = makeCertificate();
    if (!certificate) return this.skip();
    atlas = await startLocalAtlas();
    atlas.put(projectId, workspaceName, { name: "looked-up", type: "Sample" });
    proxy = await startBrokenProxy(certificate, Number(new URL(atlas.url).port));
    project = await Project.create({
      atlas,
      program: declare,
      environment: {
        HTTPS_PROXY: proxy.url,
        NODE_EXTRA_CA_CERTS: certificate.path,
        MONGODB_ATLAS_BASE_URL: `https://${unresolvedHost}:${proxy.port}`,
        MONGODB_ATLAS_MAX_ATTEMPTS: "2",
      },
    });
    await project.up();
  });
  after(async () => {
    await project?.remove();
    await proxy?.close();
    await atlas?.close();
    certificate?.remove();
  });

  /** Program, state and Atlas still have both connections, and nothing was deleted. */
  async function checkNothingWasDeleted(): Promise<void> {
    assert.deepEqual(Object.keys(await project.resources()).sort(), ["one", "two"]);
    for (const name of ["one", "two"]) assert.ok(atlas.connection(projectId, workspaceName, name), name);
    assert.deepEqual(
      atlas.requests.filter(({ method }) => method === "DELETE"),
      [],
    );
  }

  for (const [which, program] of Object.entries(programs)) {
    it(`does not end a program early ${which}`, async () => {
      await project.write(program);
      proxy.break(stages["before the answer to CONNECT"] ?? {}, (index) => index === 0);
      const output = await project.up("--expect-no-changes");
      assert.match(output, /2 unchanged|3 unchanged/);
      assert.ok(proxy.connections() > 1);
      await checkNothingWasDeleted();

      proxy.break(stages["before the answer to CONNECT"] ?? {}, () => true);
      const start = performance.now();
      const failed = await project.pulumiFails("up", "--yes", "--skip-preview");
      failureMs = performance.now() - start;
      assert.match(failed, /could not look up connection .*looked-up: .*\[ECONNRESET\]/);
      await checkNothingWasDeleted();
    });
  }

  it("is not the only reason for a program to end early: an argument never gets a value", async () => {
    await project.write(`${lookUp}
      module.exports = () =>
        getStreamConnectionOutput({ ...address, connectionName: new Promise(() => {}) }).apply(() => { ${declare} });`);
    const start = performance.now();
    const failed = await project.pulumiFails("up", "--yes", "--skip-preview");
    assert.match(failed, /getStreamConnection: the program ended before there was a result/);
    // V8 needed 20 s for the rejection of one promise. The limit grows with the load of the machine.
    const tookMs = performance.now() - start;
    assert.ok(tookMs < 3 * failureMs + 5_000, `${tookMs} ms against ${failureMs} ms`);
    await checkNothingWasDeleted();
  });
});
