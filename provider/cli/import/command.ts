import { importCommand as messages } from "../../messages/importCommand";
import { settledBeforeExit } from "../../shared/settledBeforeExit";
import type { Command } from "../command";
import { help, type ImportOptions, parse } from "./options";

export const importCommand: Command<ImportOptions> = {
  help,
  parse,
  async run(options) {
    // Loaded late, so that mistakes are answered at once.
    const { importConnections } = require("./importConnections") as typeof import("./importConnections");
    await settledBeforeExit(importConnections(options), () => new Error(messages.unsettled.text));
    return 0;
  },
};
