import { extname, relative, sep } from "node:path";
import type { Draft } from "./draft";
import { importOf, type Module } from "./module";
import type { ImportOptions } from "./options";

interface Step {
  what: string;
  /** Shell commands, or code. */
  commands: string[];
  note?: string;
}

/**
 * Instructions for the files.
 *
 * @param existingKeys keys that the program could read from the stack's configuration before the import.
 */
export function nextSteps(
  { program, file, stack }: ImportOptions,
  drafts: readonly Draft[],
  module: Module,
  existingKeys: ReadonlySet<string> = new Set(),
): string {
  const onStack = stack === undefined ? "" : ` --stack ${quoted(stack)}`;
  const steps: Step[] = [];
  const secrets = drafts.flatMap((draft) => draft.secrets);
  if (secrets.length > 0) {
    const hasExisting = secrets.some(({ key }) => existingKeys.has(key));
    steps.push({
      what: "Set the secrets. Headers, settings and URLs need the values that they have in Atlas:",
      commands: secrets.map(({ key, isPem }) =>
        existingKeys.has(key)
          ? `# ${key} exists already`
          : `pulumi config set --secret ${key}${onStack}${isPem ? " < FILE" : ""}`,
      ),
      ...(hasExisting
        ? { note: "If an existing key belongs to another workspace, import again with --prefix." }
        : {}),
    });
  }
  if (!module.isWholeProgram) {
    const path = relative(".", program).split(sep).join("/");
    steps.push({
      what: `Load the file in the program, for example with this line in index${extname(program)}:`,
      commands: [importOf(path, module)],
    });
  }
  steps.push(
    {
      what: "Add the connections to the state, then read them from Atlas. This changes nothing in Atlas:",
      commands: [
        `pulumi import -f ${quoted(file)} --generate-code=false --protect=false --yes${onStack}`,
        `pulumi refresh --yes${onStack}`,
      ],
    },
    {
      what: "Check the preview. Only passwords and keys may differ, because Atlas never returns them:",
      commands: [`pulumi preview --diff${onStack}`],
    },
    {
      what: `Send the passwords and keys, and check that nothing is left to do. Then ${file} is no longer needed:`,
      commands: [`pulumi up${onStack}`, `pulumi preview --expect-no-changes${onStack}`],
    },
  );
  const text = steps.map(({ what, commands, note = [] }, index) =>
    [`${index + 1}. ${what}`, ...[...commands, note].flat().map((line) => `   ${line}`)].join("\n"),
  );
  return ["Next steps:", ...text].join("\n\n");
}

/** A shell word, quoted where necessary. */
function quoted(word: string): string {
  return /^[\w./@%+,:-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
