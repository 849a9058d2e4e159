#!/usr/bin/env node
import { version } from "../atlas/version";
import { commandLine } from "../messages/commandLine";
import type { Command, CommandEntry } from "./command";

const commands: Readonly<Record<string, CommandEntry>> = {
  import: {
    summary: "imports existing stream connections into a program and its state",
    load: () => (require("./import/command") as typeof import("./import/command")).importCommand,
  },
  doctor: {
    summary: "checks credentials, network and workspace, and what Atlas does",
    load: () => (require("./doctor/command") as typeof import("./doctor/command")).doctorCommand,
  },
  atlas: {
    summary: "starts a local Atlas for tests",
    // The only import of the local Atlas in the provider: it forwards a command line, and shares no code.
    load: () =>
      (require("../../atlas-local/cli/command") as typeof import("../../atlas-local/cli/command"))
        .atlasCommand,
  },
};

const width = Math.max(...Object.keys(commands).map((name) => name.length));
const help = `Stream connections of MongoDB Atlas as a Pulumi resource.

Usage: npx pulumi-atlas-streams <command> [options]

${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`)
  .join("\n")}

<command> --help lists the options of a command, and --version prints the version.`;

/** @returns the exit code: 0, 1 for a failure, 2 for a wrong command line. */
async function main([name, ...args]: string[]): Promise<number> {
  const isHelp = (arg: string | undefined) => arg === "--help" || arg === "-h";
  const { noCommand, otherCommand, seeHelp } = commandLine.wrong.text;
  if (name === "--version" || name === "-v") return print(version);
  if (isHelp(name) || (name === "help" && args.length === 0)) return print(help);
  if (name === "help") return main([...args.slice(0, 1), "--help"]);
  const names = Object.keys(commands).join(", ");
  if (name === undefined) return refuse(seeHelp(noCommand(names)));
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!entry) return refuse(seeHelp(otherCommand(name, names)));
  const command = entry.load();
  if (args.some(isHelp)) return print(command.help);
  let options: unknown;
  try {
    options = command.parse(args);
  } catch (error) {
    return refuse(seeHelp((error as Error).message));
  }
  return run(command, options);
}

async function run(command: Command, options: unknown): Promise<number> {
  try {
    return await command.run(options);
  } catch (error) {
    // The message has no secrets: it is redacted where the credentials are known.
    console.error((error as Error).message);
    return 1;
  }
}

function print(text: string): number {
  console.log(text);
  return 0;
}

function refuse(message: string): number {
  console.error(message);
  return 2;
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
