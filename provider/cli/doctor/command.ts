import { doctor } from "../../messages/doctor";
import { settledBeforeExit } from "../../shared/settledBeforeExit";
import type { Command } from "../command";
import { type DoctorOptions, help, parse } from "./options";

export const doctorCommand: Command<DoctorOptions> = {
  help,
  parse,
  run(options) {
    // Loaded late, so that mistakes are answered at once.
    const { examine } = require("./examine") as typeof import("./examine");
    return settledBeforeExit(examine(options), () => new Error(doctor.endedEarly.text));
  },
};
