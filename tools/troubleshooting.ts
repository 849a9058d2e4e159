import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { messages as localAtlas } from "../atlas-local/messages";
import { connectionTypes } from "../provider/connections/types";
import { answers } from "../provider/messages/answers";
import { errorCodes, errorStatuses, outages, refusals } from "../provider/messages/atlasErrors";
import { commandLine } from "../provider/messages/commandLine";
import { doctor } from "../provider/messages/doctor";
import type { Entry, Messages, Text } from "../provider/messages/entry";
import { existing } from "../provider/messages/existing";
import { importCommand } from "../provider/messages/importCommand";
import { inputNames, inputValues } from "../provider/messages/input";
import { lookups } from "../provider/messages/lookups";
import { lostWrites } from "../provider/messages/lostWrites";
import { network } from "../provider/messages/network";
import { operations } from "../provider/messages/operations";
import { preview } from "../provider/messages/preview";
import { program } from "../provider/messages/program";
import { requests } from "../provider/messages/requests";
import { secretsInState } from "../provider/messages/secretsInState";
import { settingsMessages } from "../provider/messages/settings";
import { waiting } from "../provider/messages/waiting";
import { pulumiMessages } from "./troubleshooting/pulumi";

/** The messages of each type's own rules, by the name of the type. */
const rulesOfTypes = Object.fromEntries(
  Object.values(connectionTypes).flatMap(({ type, messages }) => (messages ? [[type, messages]] : [])),
);

interface Section {
  title: string;
  intro: string;
  /** Entries, or subsections by title. */
  entries: readonly Messages[] | Readonly<Record<string, Messages>>;
}

/** The sections of docs/troubleshooting.md, in order. `npx tsx tools/troubleshooting.ts` writes the page. */
export const sections: readonly Section[] = [
  {
    title: "Wrong input",
    intro:
      "In a preview, before anything is sent: `resource 'orders' has a problem: <path>: <what is wrong>`. All mistakes of a connection are reported at once, without values; Pulumi stops at the first resource that is wrong. [Fields](fields.md) lists the fields of each type.",
    entries: { Names: inputNames, Values: inputValues, ...rulesOfTypes },
  },
  {
    title: "What a preview announces",
    intro:
      "These lines stand next to the changes and are not errors. [previews.md](previews.md) shows most of them in context.",
    entries: [program, preview],
  },
  {
    title: "Credentials and settings",
    intro: "These errors appear in the preview, before anything is sent to Atlas.",
    entries: [settingsMessages],
  },
  {
    title: "Refusals by Atlas",
    intro:
      "`<status> <code>: <Atlas' words> (<request>). <hint>`. Only 408, 429 and temporary server errors are retried. A 400 such as `VALIDATION_ERROR` has no hint, because Atlas' words name the field. If a preview accepts what Atlas refuses this way, please open an issue.",
    entries: [errorCodes, errorStatuses, outages, refusals],
  },
  {
    title: "Responses that are not from Atlas",
    intro: "The response comes from a server that is not Atlas.",
    entries: [answers],
  },
  {
    title: "Network",
    intro: "`<problem> [<code>] (<request>)`, after the last attempt. Many problems are in Node's own words.",
    entries: [network],
  },
  {
    title: "Rate limit and repetition",
    intro: "[failures.md](failures.md#failed-requests) lists which requests are sent again.",
    entries: [requests],
  },
  {
    title: "Waiting",
    intro: "`pulumi up` waits until Atlas reports READY.",
    entries: [waiting],
  },
  {
    title: "Writes that Atlas loses",
    intro:
      "Atlas loses one of two concurrent writes to a workspace. [reliability.md](reliability.md#writes-that-atlas-loses) describes how the provider handles it.",
    entries: [lostWrites],
  },
  {
    title: "Existing connections",
    intro: "A connection of this name exists already.",
    entries: [existing],
  },
  {
    title: "Secrets that stay out of the state",
    intro: "`secretsInState: false`; see [secrets.md](secrets.md).",
    entries: [secretsInState],
  },
  {
    title: "Delete and refresh",
    intro: "This section also has the messages that every operation shares.",
    entries: [operations],
  },
  {
    title: "Look-ups",
    intro: "`getStreamConnection(s)`, in addition to the messages of Atlas and of the network.",
    entries: [lookups],
  },
  {
    title: "The import command",
    intro:
      "`npx pulumi-atlas-streams import`; `--help` lists its options. The exit code is 2 for a wrong command line, and 1 for any other failure.",
    entries: [commandLine, importCommand],
  },
  {
    title: "The doctor command",
    intro:
      "`npx pulumi-atlas-streams doctor`; see [doctor.md](doctor.md). It also prints the hints of the sections on Atlas and on the network.",
    entries: [doctor],
  },
  {
    title: "The local Atlas",
    intro:
      "`pulumi-atlas-streams/testing` and `npx pulumi-atlas-streams atlas`. Its error responses have Atlas' own messages.",
    entries: [localAtlas],
  },
  {
    title: "Messages of Pulumi itself",
    intro:
      "Messages of Pulumi and npm that users of this package meet. Other versions may word them differently.",
    entries: [pulumiMessages],
  },
];

const head = `# Troubleshooting

<!-- Made by tools/troubleshooting.ts from provider/messages/. -->

Every message of the package, with its cause and its cure. Search this page for a few words of your message. \`…\` stands for
the parts that vary.

An error is one line, for example:

\`\`\`
could not create Kafka connection orders of workspace shop in project 32b6e34b3d91647abb20e7b8: 409
STREAM_CONNECTION_NAME_ALREADY_EXISTS: A Stream connection with the name orders already exists. (POST https://cloud.mongodb.com/…). …
\`\`\`

It has the operation and the connection; Atlas' status, code and message; the request; and one hint. \`[secret]\` replaces each
secret. In all cases:

- **\`npx pulumi-atlas-streams doctor\`** checks credentials, network, project and workspace; see [doctor.md](doctor.md).
- **\`PULUMI_ATLAS_STREAMS_LOG=debug pulumi up\`** shows every request, without bodies, headers and credentials.
- **An error loses nothing.** Existing connections are in the state, or the message says that the outcome is unknown. Fix the
  cause and run \`pulumi up\` again; it continues. [reliability.md](reliability.md) has the details.
`;

/** Every text of an entry, with `…` for each part. */
export function textsOf({ text }: Entry): string[] {
  const texts: Text[] = typeof text === "object" ? Object.values(text) : [text];
  return texts.map((one) => {
    if (typeof one === "string") return one;
    const parts = Array.from({ length: one.length }, () => "…");
    return (one as (...parts: string[]) => string)(...parts);
  });
}

function entryText(entry: Entry): string {
  const messages = textsOf(entry).map((text) => codeSpan(text.replace(/\s+/g, " ").trim()));
  return `- ${messages.join("\\\n  ")}\n\n  ${entry.cause}\\\n  **Cure:** ${entry.cure}`;
}

function codeSpan(text: string): string {
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}

const entriesText = (messages: Messages) => Object.values(messages).map(entryText);

function sectionText({ title, intro, entries }: Section): string {
  const blocks = Array.isArray(entries)
    ? entries.flatMap(entriesText)
    : Object.entries(entries).flatMap(([subtitle, messages]) => [
        `### ${subtitle}`,
        ...entriesText(messages),
      ]);
  return [`## ${title}`, intro, ...blocks].join("\n\n");
}

function anchorOf(title: string): string {
  return title.toLowerCase().replaceAll(" ", "-");
}

const path = join(__dirname, "..", "docs", "troubleshooting.md");

/** The page as it is, and as it should be. */
export function troubleshootingPage(): { current: string; wanted: string } {
  const contents = sections.map(({ title }) => `- [${title}](#${anchorOf(title)})`).join("\n");
  const wanted = `${[head, contents, ...sections.map(sectionText)].join("\n\n").replace(/\n{3,}/g, "\n\n")}\n`;
  return { current: readFileSync(path, "utf8"), wanted };
}

if (require.main === module) writeFileSync(path, troubleshootingPage().wanted);
