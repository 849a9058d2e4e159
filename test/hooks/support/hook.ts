import type { JsonObject } from "../../../provider/shared/json";
import { projectId, workspaceName } from "../../support/examples";

/** Id and inputs of the connection in most hook tests. */
export const id = `${projectId}/${workspaceName}/hook`;
export const hook: JsonObject = {
  __provider: "text",
  projectId,
  workspaceName,
  connectionName: "hook",
  type: "Https",
  url: "https://example.com/hook",
};
