import { listTimeoutMs, totalTimeoutMs } from "../../provider/resource/workspaceListings";
import { projectId, workspaceName } from "../../test/engine/support/project";
import { capture } from "../../test/support/captured";
import { normalized } from "./normalized";
import { edited, program, shownEdit } from "./program";
import { otherProvider, privateLinkId, type Scene, scenes } from "./scenes";
import { type Shown, Stage } from "./stage";

const password = "s3cr3t-previews-first";
const hookToken = "s3cr3t-previews-hook";

/** Writes docs/previews.md from real output of the CLI. */
export async function previewsDocument(): Promise<string> {
  const stage = await Stage.set(program, { kafkaPassword: password, hookToken });
  try {
    const parts = [introduction(await runs(stage, [["preview", "--diff"]]))];
    await stage.show(["up"]);
    for (const scene of scenes) parts.push(await play(stage, scene));
    return capture("docs/previews.md", `${parts.join("\n\n")}\n`);
  } finally {
    await stage.close();
  }
}

async function play(stage: Stage, scene: Scene): Promise<string> {
  const { edits = [], first = [], beforehand = [], fails = false } = scene;
  const changed = edits.reduce(edited, program);
  await stage.write(changed.includes("link.") ? otherProvider + changed : changed);
  if (scene.password) await stage.configure("kafkaPassword", scene.password);
  for (const args of first) await stage.show(args);
  scene.inAtlas?.(stage.atlas);
  for (const args of beforehand) await stage.show(args);
  const shown = await runs(stage, scene.runs, fails);
  if (scene.password) await stage.configure("kafkaPassword", password);
  stage.atlas.clearFaults();
  return [
    `## ${scene.title}`,
    ...(scene.situation ? [wrapped(scene.situation)] : []),
    ...(edits.length > 0 ? [block("diff", edits.map(shownEdit).join("\n"))] : []),
    shown,
    wrapped(scene.review),
  ].join("\n\n");
}

async function runs(stage: Stage, all: Scene["runs"], fails = false): Promise<string> {
  const shown: Shown[] = [];
  for (const args of all) shown.push(await stage.show(args, fails));
  return block("", shown.map(({ command, output }) => `$ ${command}\n${clean(output, fails)}`).join("\n\n"));
}

function clean(output: string, fails: boolean): string {
  const text = normalized(output, new Set([projectId, privateLinkId]));
  // The number of resources that the engine processes before it stops varies between runs.
  return fails ? text.replace(/\nResources:[\s\S]*$/, "") : text;
}

function block(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}

/** Wraps a paragraph at the line length of the other documents. */
function wrapped(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + word.length < 125) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.join("\n");
}

function introduction(created: string): string {
  return `# What previews show

This page is for reviewers of pull requests. It shows the output of \`pulumi preview --diff\`, what to check in it, and what
\`pulumi up\` will do. All outputs are real: \`npm run docs:previews\` runs the CLI against a local Atlas and writes this page.
\`test/engine/previews.test.ts\` fails if the page is outdated (with the CLI version that this repository pins). Resources are
sorted by name.

A preview needs credentials, and sends requests to Atlas in these cases:

- A connection will be created, and its address is known. The preview lists each such workspace once. It waits at most
  ${listTimeoutMs / 1000} s for a list that gets no response, and at most ${totalTimeoutMs / 1000} s for all lists. After that it does without them. The update
  that follows lists one workspace again. \`mongodbatlas:previewChecks: false\` turns these requests off.
- The program calls a look-up or \`StreamConnection.get\`.
- The preview has \`--refresh\`.

| sign | meaning |
| --- | --- |
| \`+\` | created |
| \`~\` | changed in place |
| \`+-\` | replaced: deleted and created again, or the other way round; a line above it gives the order |
| \`-\` | deleted |
| \`[secret]\` | a secret, whether or not the program marks it |
| \`[unknown]\` | an output of a resource that does not exist yet |

All sections start from this program. A section that changes the program shows the change first.

${block(
  "ts",
  `import * as pulumi from "@pulumi/pulumi";
import { StreamConnection } from "pulumi-atlas-streams";

const address = { projectId: "${projectId}", workspaceName: "${workspaceName}" };
${program}`,
)}

## New connections

${created}

The preview has validated every field that \`pulumi up\` will send; the password is masked. It has also asked Atlas whether the
workspace exists, whether the credentials may read it, and whether the names are free; a line above a resource would say
otherwise. Whether the credentials may write, and whether the role or the cluster exists, shows only in \`pulumi up\`.`;
}
