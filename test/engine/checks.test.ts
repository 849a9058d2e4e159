import assert from "node:assert/strict";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { secret } from "../support/captured";
import { Project } from "./support/project";

const late = secret("s3cr3t-known-only-later");
const mistyped = secret("s3cr3t-in-a-mistyped-field");
/** The engine prints each problem in its progress and again in its summary. */
const short = (output: string) =>
  [...output.matchAll(/resource '(\w+)' has a problem: (.*)/g)]
    .map(([, name, problem]) => `${name}: ${problem}`)
    .sort();

describe("engine: checks in a preview", function () {
  this.timeout(120_000);
  let atlas: LocalAtlas;
  let project: Project;

  before(async () => {
    atlas = await startLocalAtlas();
  });
  afterEach(() => project?.remove());
  after(() => atlas?.close());

  it("reports all mistakes at once, with their paths and without values", async () => {
    project = await Project.create({
      atlas,
      program: `new StreamConnection("kafka", { ...address, connectionName: "kafka", type: "Kafka",
        bootstrapServers: "SASL_SSL://a.example.com:9092", clusterProjectId: "x", url: "https://example.com",
        security: { protocol: "SASL" }, authentication: { mechanism: "SCRAM-512", username: "atlas", pasword: "${mistyped}" },
        timeouts: { create: "soon" } });`,
    });
    const output = await project.pulumiFails("preview", "--diff");
    assert.deepEqual(short(output), [
      "kafka: authentication.password: is required when authentication.mechanism is SCRAM-512",
      "kafka: authentication.pasword: is not a known field; did you mean password?",
      "kafka: bootstrapServers: must be brokers as host:port (port 1 to 65535), separated by commas, without a scheme such as SASL_SSL://; wrong: broker 1",
      "kafka: clusterProjectId: is called clusterGroupId here, and is a field of Cluster connections, not of Kafka",
      'kafka: timeouts.create: must be a duration of whole hours, minutes and seconds, for example "40m", "1h30m" or "90s"',
      "kafka: url: is a field of Https connections, not of Kafka",
    ]);
    assert.match(
      output,
      /connection kafka: security\.protocol: this version knows only SASL_SSL, SASL_PLAINTEXT, SSL, PLAINTEXT \(did you mean SSL\?\); another value is sent as it is/,
    );
    assert.equal(atlas.requests.length, 0);
  });

  const sample = `new StreamConnection("solar", { ...address, connectionName: "sample_stream_solar", type: "Sample" });`;

  it("reports missing credentials before any request", async () => {
    project = await Project.create({ program: sample });
    assert.match(await project.pulumiFails("preview"), /Atlas credentials are missing\. Set an API key/);
  });

  it("names the missing half of a pair of credentials", async () => {
    project = await Project.create({
      program: sample,
      environment: { MONGODB_ATLAS_CLIENT_ID: "mdb_sa_id_1" },
    });
    assert.match(
      await project.pulumiFails("preview"),
      /mongodbatlas:clientId \(or MONGODB_ATLAS_CLIENT_ID\) is set, but mongodbatlas:clientSecret \(or MONGODB_ATLAS_CLIENT_SECRET\) is not/,
    );
  });

  it("reads credentials from the stack's configuration, also for refresh and destroy", async () => {
    project = await Project.create({
      program: sample,
      config: {
        "mongodbatlas:publicKey": atlas.environment.MONGODB_ATLAS_PUBLIC_KEY ?? "",
        "mongodbatlas:baseUrl": `${atlas.url}/`,
      },
    });
    await project.pulumi(
      "config",
      "set",
      "--secret",
      "mongodbatlas:privateKey",
      secret(atlas.environment.MONGODB_ATLAS_PRIVATE_KEY ?? ""),
    );
    await project.up();
    await project.refresh("--expect-no-changes");
    await project.destroy();
  });

  it("explains refused credentials once, and stops sending them", async () => {
    const environment = { MONGODB_ATLAS_PRIVATE_KEY: secret("s3cr3t-wrong-key") };
    const program = `for (let i = 0; i < 40; i++) new StreamConnection("hook-" + i, {
      ...address, workspaceName: "workspace-" + i, connectionName: "hook", type: "Https", url: "https://example.com/" });`;
    project = await Project.create({ program, atlas, environment });
    atlas.clearRequests();
    const output = await project.pulumiFails("up", "--yes", "--skip-preview", "--parallel", "4");
    const [, diagnostics = ""] = output.split("Diagnostics:");
    assert.equal(diagnostics.match(/401 UNEXPECTED_ERROR: .*Check the credentials/g)?.length, 1, output);
    assert.match(
      diagnostics,
      /Atlas has refused the credentials \(401 UNEXPECTED_ERROR\); check them, they are not sent again in this run\n/,
    );
    // One challenge, and the requests in flight, each repeated once with its own nonce. The notices of a preview do the same.
    assert.ok(atlas.requests.length <= 9 + 3, String(atlas.requests.length));
  });

  it("accepts unknown values, and checks them when they are known", async () => {
    project = await Project.create({
      atlas,
      program: `
        const solar = new StreamConnection("solar", { ...address, connectionName: "sample_stream_solar", type: "Sample" });
        // Unknown until solar exists.
        const url = solar.connectionId.apply((id) => "https://example.com/" + id);
        new StreamConnection("hook", { ...address, connectionName: "hook", type: "Https", url, headers: { "X-Id": url } });
        new StreamConnection("whole", { ...address, connectionName: "whole", type: "Kafka", bootstrapServers: "a.example.com:9092",
          security: url.apply(() => ({ protocol: "SSL" })), authentication: url.apply(() => ({ mechanism: "PLAIN", username: "atlas", password: "${late}" })) });
      `,
    });
    assert.match(await project.preview(), /\+ 4 to create/);
    await project.up();
    await project.preview("--expect-no-changes");
  });
});
