import type { ImportOptions } from "../../provider/cli/import/options";
import { projectId, workspaceName } from "./examples";

/** The options of an import of a whole workspace. */
export const importOptions: ImportOptions = {
  projectId,
  workspaceName,
  names: [],
  program: "p.ts",
  file: "i.json",
  prefix: undefined,
  force: false,
  stack: undefined,
};
