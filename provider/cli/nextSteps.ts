import { relative, sep } from "node:path";
import type { Draft } from "./draft";
import type { ImportOptions } from "./options";

interface Step {
  what: string;
  /** Shell commands. */
  commands: string[];
}

/** Instructions for the two files. */
export function nextSteps({ program, file, stack }: ImportOptions, drafts: readonly Draft[]): string {
  const onStack = stack === undefined ? "" : ` --stack ${quoted(stack)}`;
  const steps: Step[] = [];
  const secrets = drafts.flatMap((draft) => draft.secrets);
  if (secrets.length > 0) {
    steps.push({
      what: "Set the secrets; header values to what they are in Atlas:",
      commands: secrets.map(
        ({ key, isPem }) => `pulumi config set --secret ${key}${onStack}${isPem ? " < FILE" : ""}`,
      ),
    });
  }
  if (!/(^|[\\/])index\.ts$/.test(program)) {
    const module = relative(".", program).split(sep).join("/").replace(/\.ts$/, "");
    steps.push({
      what: "Make it part of the program, for example with this line in index.ts:",
      commands: [`import "./${module}";`],
    });
  }
  steps.push(
    {
      what: "Put the connections into the state, then read them from Atlas; this changes nothing there:",
      commands: [
        `pulumi import -f ${quoted(file)} --generate-code=false --protect=false --yes${onStack}`,
        `pulumi refresh --yes${onStack}`,
      ],
    },
    {
      what: "Check the preview: only passwords and keys may differ, because Atlas never shows them:",
      commands: [`pulumi preview --diff${onStack}`],
    },
    {
      what: `Send them, and check that nothing is left to do. ${file} is then no longer needed:`,
      commands: [`pulumi up${onStack}`, `pulumi preview --expect-no-changes${onStack}`],
    },
  );
  const text = steps.map(({ what, commands }, index) =>
    [`${index + 1}. ${what}`, ...commands.map((command) => `   ${command}`)].join("\n"),
  );
  return ["Next steps:", ...text].join("\n\n");
}

/** A shell word, quoted where necessary. */
function quoted(word: string): string {
  return /^[\w./@%+,:-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
