import { refuses } from "./support";

describe("Cluster", () => {
  refuses("Cluster", [
    ["clusterName", undefined, "clusterName: is required"],
    ["clusterName", null, "clusterName: is required"],
    ["clusterName", "", "clusterName: must not be empty"],
    ["clusterName", 7, "clusterName: must be a string"],
    ["clusterName", [], "clusterName: must be a string"],
    [
      "clusterGroupId",
      "garbage",
      "clusterGroupId: must be the id of the project that holds the cluster: 24 lower-case hexadecimal digits",
    ],
    ["dbRoleToExecute", "garbage", "dbRoleToExecute: must be an object"],
    [
      "dbRoleToExecute",
      {},
      "dbRoleToExecute.role: is required",
      "dbRoleToExecute.type: is required: one of BUILT_IN, CUSTOM",
    ],
    [
      "dbRoleToExecute",
      { role: "", type: "garbage" },
      "dbRoleToExecute.role: must not be empty",
      "warning: dbRoleToExecute.type: this version knows only BUILT_IN, CUSTOM; another value is sent as it is",
    ],
    [
      "dbRoleToExecute",
      { role: "x", type: "CUSTOM", rol: "garbage" },
      "dbRoleToExecute.rol: is not a known field; did you mean role?",
    ],
    ["clusterProjectId", "garbage", "clusterProjectId: is called clusterGroupId here"],
  ]);
});
