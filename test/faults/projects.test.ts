import assert from "node:assert/strict";
import fc from "fast-check";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { isObject, type JsonObject } from "../../provider/shared/json";
import { Project, type StateResource } from "../engine/support/project";
import { assertAgreement } from "./agreement";
import type { Declared, Kept } from "./engine";
import { readable } from "./marks";
import { assertProperty, isLong } from "./options";
import { programs, secretMark } from "./programs";
import { inflict, quickTroubles } from "./schedules";

const hidden = "[secret]";

const schedules = fc.record({
  versions: programs({ types: ["Https", "S3", "Kafka"], maxVersions: 2, maxConnections: 4 }),
  troubles: fc.array(fc.array(quickTroubles, { maxLength: 4 }), { minLength: 2, maxLength: 2 }),
  raceMs: fc.constantFrom(0, 2),
});

/** The program as a user would have written it. */
function source(program: readonly Declared[], adopt: boolean): string {
  return program
    .map(({ name, aliases, props }) => {
      const args = JSON.stringify(adopt ? { ...props, adopt } : props);
      const options = JSON.stringify({ aliases: aliases.map((alias) => ({ name: alias })) });
      return `new StreamConnection(${JSON.stringify(name)}, ${args}, ${options});\n`;
    })
    .join("");
}

/** `pulumi up`: undefined when it succeeds, else all that it printed. */
async function up(
  project: Project,
  program: readonly Declared[],
  adopt = false,
): Promise<string | undefined> {
  await project.write(source(program, adopt));
  return project.up().then(
    () => undefined,
    (error: Error) => error.message,
  );
}

/** Up with troubles, and then as a user would go on: without them, and with what the error says. */
async function bringUp(atlas: LocalAtlas, project: Project, program: readonly Declared[]): Promise<void> {
  let failure = await up(project, program);
  atlas.clearFaults();
  if (failure === undefined) return;
  failure = await up(project, program);
  if (failure?.includes("adopt: true")) {
    assert.equal(await up(project, program, true), undefined);
    failure = await up(project, program);
  }
  assert.equal(failure, undefined);
}

/** The state as `pulumi stack export` shows it. */
async function stateOf(project: Project): Promise<Kept[]> {
  type Exported = StateResource & { delete?: boolean; pendingReplacement?: boolean };
  const exported = JSON.parse(await project.pulumi("stack", "export")) as {
    deployment: { resources?: Exported[] };
  };
  return (exported.deployment.resources ?? [])
    .filter(({ type }) => type.endsWith(":StreamConnection"))
    .map((resource) => ({
      name: resource.urn.split("::").at(-1) ?? "",
      id: resource.id ?? "",
      inputs: JSON.parse(readable(resource.inputs)),
      outputs: JSON.parse(readable(resource.outputs)),
      initErrors: resource.initErrors ?? [],
      pendingDelete: resource.delete ?? false,
      pendingReplacement: resource.pendingReplacement ?? false,
    }));
}

/** Secrets are encrypted in a state. Which value it was, Atlas knows. */
function withoutSecrets(props: JsonObject): JsonObject {
  const hide = (value: unknown): unknown => {
    if (typeof value === "string") return value.includes(secretMark) ? hidden : value;
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, hide(child)]));
  };
  return hide(props) as JsonObject;
}

describe("random programs under random faults, with Pulumi's engine", function () {
  this.timeout(isLong ? 1_800_000 : 120_000);

  it("end with program, state and Atlas the same", async () => {
    const property = fc.asyncProperty(schedules, async ({ versions, troubles, raceMs }) => {
      const atlas = await startLocalAtlas({ lostUpdateRaceMs: raceMs, pendingMs: 300, deletingMs: 300 });
      // Two attempts, so that a few faults are enough for an up to fail.
      const environment = { MONGODB_ATLAS_MAX_ATTEMPTS: "2" };
      let project: Project | undefined;
      try {
        project = await Project.create({ program: "", atlas, environment });
        for (const [version, program] of versions.entries()) {
          inflict(atlas, troubles[version] ?? []);
          await bringUp(atlas, project, program);
          assertAgreement(program, await stateOf(project), atlas, withoutSecrets);
        }
        await project.refresh("--expect-no-changes");
      } finally {
        await project?.remove();
        await atlas.close();
      }
    });
    await assertProperty(property, { short: 2, long: 20, unshrunk: true }, __filename);
  });
});
