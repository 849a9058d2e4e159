import assert from "node:assert/strict";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { Project, projectId, workspaceName } from "../engine/support/project";
import { secret } from "../support/captured";
import { copyExample } from "./copy";
import { assertHas, configure, environment } from "./support";

/** One account: a local Atlas that accepts only its own key. */
class Account {
  readonly kafkaPassword: string;

  private constructor(
    readonly name: string,
    readonly privateKey: string,
    readonly atlas: LocalAtlas,
  ) {
    this.kafkaPassword = secret(`s3cr3t-kafka-password-of-${name}`);
  }

  static async open(name: string): Promise<Account> {
    const privateKey = secret(`s3cr3t-private-key-of-${name}`);
    return new Account(
      name,
      privateKey,
      await startLocalAtlas({ apiKeys: [{ publicKey: name, privateKey }] }),
    );
  }

  async configure(project: Project): Promise<void> {
    const plain = {
      publicKey: this.name,
      baseUrl: this.atlas.url,
      projectId,
      workspaceName,
      bootstrapServers: `${this.name}.example.com:9096`,
      kafkaUsername: "atlas",
    };
    const named = (values: Record<string, string>) =>
      Object.fromEntries(Object.entries(values).map(([key, value]) => [`${this.name}:${key}`, value]));
    const { privateKey, kafkaPassword } = this;
    await configure(project, named(plain), named({ privateKey, kafkaPassword }));
  }

  assertHasOrders(): void {
    const bootstrapServers = `${this.name}.example.com:9096`;
    assertHas(this.connections, { orders: { type: "Kafka", bootstrapServers } });
    assert.deepEqual(this.atlas.secretsOf(projectId, workspaceName, "orders"), {
      "authentication.password": this.kafkaPassword,
    });
  }

  get connections() {
    return this.atlas.connections(projectId, workspaceName);
  }
}

describe("examples: many-accounts", function () {
  this.timeout(120_000);
  const accounts: Account[] = [];
  let project: Project | undefined;

  after(async () => {
    await project?.remove();
    for (const { atlas } of accounts) await atlas.close();
  });

  it("creates the connection of each account in that account", async () => {
    for (const name of ["staging", "production"]) accounts.push(await Account.open(name));
    project = await Project.open(await copyExample("many-accounts"), { environment });
    for (const account of accounts) await account.configure(project);
    await project.preview();
    await project.up();
    for (const account of accounts) account.assertHasOrders();
    await project.preview("--expect-no-changes");
    await project.destroy();
    for (const { connections } of accounts) assert.deepEqual(connections, []);
  });
});
