import { type Mistake, refuses, types } from "./support";

const workspace =
  'workspaceName: must be the name of a stream workspace: not empty, "." or "..", and without "/" or control characters, because it is part of an address';
const connection =
  'connectionName: must be a connection\'s name: not empty, "." or "..", and without "/" or control characters, because it is part of an address';
const project = "projectId: must be the id of an Atlas project: 24 lower-case hexadecimal digits";
const duration =
  'must be a duration of whole hours, minutes and seconds, for example "40m", "1h30m" or "90s"';

const mistakes: readonly Mistake[] = [
  ["projectId", undefined, "projectId: is required"],
  ["projectId", 7, "projectId: must be a string"],
  ["projectId", "", project],
  ["projectId", "garbage", project],
  ["projectId", "32B6E34B3D91647ABB20E7B8", project],
  ["projectId", "32b6e34b3d91647abb20e7b8\n", project],
  ["projectId", "032b6e34b3d91647abb20e7b8", project],
  ["workspaceName", undefined, "workspaceName: is required"],
  ["workspaceName", "", workspace],
  ["workspaceName", ".", workspace],
  ["workspaceName", "..", workspace],
  ["workspaceName", "garbage/garbage", workspace],
  ["workspaceName", "garbage\u0000", workspace],
  ["workspaceName", ["garbage"], "workspaceName: must be a string"],
  ["connectionName", undefined, "connectionName: is required"],
  ["connectionName", "", connection],
  ["connectionName", "..", connection],
  ["connectionName", "garbage/", connection],
  ["connectionName", "garbage\u007f", connection],
  ["connectionName", 7, "connectionName: must be a string"],
  ["region", "", "region: must not be empty"],
  ["region", {}, "region: must be a string"],
  ["adopt", "garbage", "adopt: must be a boolean"],
  ["adopt", 1, "adopt: must be a boolean"],
  ["timeouts", "40m", "timeouts: must be an object"],
  ["timeouts", 40, "timeouts: must be an object"],
  ["timeouts.create", 40, "timeouts.create: must be a string"],
  ["timeouts.create", "garbage", `timeouts.create: ${duration}`],
  ["timeouts.update", "", `timeouts.update: ${duration}`],
  ["timeouts.delete", "0s", `timeouts.delete: ${duration}`],
  ["timeouts.read", "1m", "timeouts.read: is not a known field; allowed are create, update, delete"],
  ["timeouts.updat", "1m", "timeouts.updat: is not a known field; did you mean update?"],
];

for (const type of types) describe(`fields of every type, in ${type}`, () => refuses(type, mistakes));
