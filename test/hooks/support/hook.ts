import type { JsonObject } from "../../../provider/connections/json";

/** The address and the inputs of the connection that most tests of hooks are about. */
export const projectId = "32b6e34b3d91647abb20e7b8";
export const workspaceName = "shop";
export const id = `${projectId}/${workspaceName}/hook`;
export const hook: JsonObject = {
  __provider: "text",
  projectId,
  workspaceName,
  connectionName: "hook",
  type: "Https",
  url: "https://example.com/hook",
};
