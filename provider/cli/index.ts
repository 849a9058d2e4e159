#!/usr/bin/env node
import { importCommand } from "../messages/importCommand";
import { help, parse } from "./options";

/** @returns the exit code: 0, 1 for a failure, 2 for a wrong command line. */
async function main(args: string[]): Promise<number> {
  let command: ReturnType<typeof parse>;
  try {
    command = parse(args);
  } catch (error) {
    console.error(importCommand.commandLine.text.seeHelp((error as Error).message));
    return 2;
  }
  if (command === "help") {
    console.log(help);
    return 0;
  }
  try {
    // Loaded late, so that --help and mistakes are answered at once.
    const { importConnections } = require("./importConnections") as typeof import("./importConnections");
    await importConnections(command);
    return 0;
  } catch (error) {
    // The message has no secrets: it is redacted where the credentials are known.
    console.error((error as Error).message);
    return 1;
  }
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
