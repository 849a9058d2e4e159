#!/usr/bin/env node
import { help, parse } from "./options";

/** @returns the exit code: 0, 1 for a failure, 2 for a wrong command line. */
async function main(args: string[]): Promise<number> {
  let command: ReturnType<typeof parse>;
  try {
    command = parse(args);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n--help lists the options.`);
    return 2;
  }
  if (command === "help") {
    console.log(help);
    return 0;
  }
  try {
    // Only now, so that --help and mistakes are answered at once.
    const { importConnections } = require("./importConnections") as typeof import("./importConnections");
    await importConnections(command);
    return 0;
  } catch (error) {
    // Every message comes from here or was redacted where the credentials are known.
    console.error((error as Error).message);
    return 1;
  }
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
