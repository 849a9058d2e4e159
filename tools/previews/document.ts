import { projectId, workspaceName } from "../../test/engine/support/project";
import { capture } from "../../test/support/captured";
import { normalized } from "./normalized";
import { edited, program, shownEdit } from "./program";
import { otherProvider, privateLinkId, type Scene, scenes } from "./scenes";
import { type Shown, Stage } from "./stage";

const password = "s3cr3t-previews-first";

/** docs/previews.md, from what the CLI really prints. */
export async function previewsDocument(): Promise<string> {
  const stage = await Stage.set(program, { kafkaPassword: password });
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
  const { edits = [], beforehand = [], fails = false } = scene;
  const changed = edits.reduce(edited, program);
  await stage.write(changed.includes("link.") ? otherProvider + changed : changed);
  if (scene.password) await stage.configure("kafkaPassword", scene.password);
  scene.inAtlas?.(stage.atlas);
  for (const args of beforehand) await stage.show(args);
  const shown = await runs(stage, scene.runs, fails);
  if (scene.password) await stage.configure("kafkaPassword", password);
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
  // How many resources the engine has looked at before it gave up is a matter of chance.
  return fails ? text.replace(/\nResources:[\s\S]*$/, "") : text;
}

function block(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}

/** A paragraph, in lines as long as those of the other documents. */
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
  return `# What previews tell

For whoever reviews a pull request: what \`pulumi preview --diff\` shows, what to look at, and what \`pulumi up\` will do.
All outputs are real: \`npm run docs:previews\` runs the CLI against a local Atlas and writes this page, and
\`test/engine/previews.test.ts\` fails where it is out of date (with the CLI's version that this repository pins). Resources are put in the order of their names.

| sign | meaning |
| --- | --- |
| \`+\` | created |
| \`~\` | changed in place |
| \`+-\` | replaced: deleted and created again |
| \`-\` | deleted |
| \`[secret]\` | a secret, whether or not the program has marked it |
| \`[unknown]\` | an output of something that does not exist yet |

The program of every section, and the change to it where there is one:

${block(
  "ts",
  `import * as pulumi from "@pulumi/pulumi";
import { StreamConnection } from "pulumi-atlas-streams";

const address = { projectId: "${projectId}", workspaceName: "${workspaceName}" };
${program}`,
)}

## New connections

${created}

Every field that will be sent, after it was checked; the password is masked. A preview needs credentials, but asks Atlas
nothing. What only Atlas can know (whether the workspace, the role or the cluster exists) comes with \`pulumi up\`.`;
}
