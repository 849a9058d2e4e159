import assert from "node:assert/strict";
import fc from "fast-check";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { isObject, type JsonObject } from "../../provider/shared/json";
import { Project, type StateResource } from "../engine/support/project";
import { assertConsistent } from "./agreement";
import type { Declared, StateEntry } from "./engine";
import { readable } from "./marks";
import { assertProperty, isLong } from "./options";
import { programs, secretMark } from "./programs";
import { addFaults, quickFaults } from "./schedules";

const hidden = "[secret]";

const schedules = fc.record({
  versions: programs({ types: ["Https", "S3", "Kafka"], maxVersions: 2, maxConnections: 4 }),
  faults: fc.array(fc.array(quickFaults, { maxLength: 4 }), { minLength: 2, maxLength: 2 }),
  raceMs: fc.constantFrom(0, 2),
});

/** The program's source, as a user would write it. */
function source(program: readonly Declared[], adopt: boolean): string {
  return program
    .map(({ name, aliases, props }) => {
      const args = JSON.stringify(adopt ? { ...props, adopt } : props);
      const options = JSON.stringify({ aliases: aliases.map((alias) => ({ name: alias })) });
      return `new StreamConnection(${JSON.stringify(name)}, ${args}, ${options});\n`;
    })
    .join("");
}

/** Runs `pulumi up`; returns undefined on success, otherwise its output. */
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

/** Runs `up` with faults. After a failure, runs it again without faults, and with `adopt` if the error suggests it. */
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
async function stateOf(project: Project): Promise<StateEntry[]> {
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

/** Masks secrets, because the state only has them encrypted. Their values are checked in Atlas. */
function withoutSecrets(props: JsonObject): JsonObject {
  const hide = (value: unknown): unknown => {
    if (typeof value === "string") return value.includes(secretMark) ? hidden : value;
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, hide(child)]));
  };
  return hide(props) as JsonObject;
}

describe("random programs under random faults, with Pulumi's engine", function () {
  this.timeout(isLong ? 1_800_000 : 400_000);

  it("leave program, state and Atlas consistent", async () => {
    const property = fc.asyncProperty(schedules, async ({ versions, faults, raceMs }) => {
      const atlas = await startLocalAtlas({ lostUpdateRaceMs: raceMs, pendingMs: 300, deletingMs: 300 });
      // With two attempts, a few faults make an up fail.
      const environment = { MONGODB_ATLAS_MAX_ATTEMPTS: "2" };
      let project: Project | undefined;
      try {
        project = await Project.create({ program: "", atlas, environment });
        for (const [version, program] of versions.entries()) {
          addFaults(atlas, faults[version] ?? []);
          await bringUp(atlas, project, program);
          assertConsistent(program, await stateOf(project), atlas, { inState: withoutSecrets });
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
