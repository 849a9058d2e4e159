import { type JsonObject, valueAt } from "../shared/json";
import { isUnknownAt } from "./unknown";

/** Reports a broken rule at a path, for example `report("authentication.username", "is required …")`. */
export type Report = (path: string, message: string) => void;

/** True unless the program certainly leaves the field out. An object that is not known yet may hold it. */
export function mayBeGiven(inputs: JsonObject, path: string): boolean {
  const keys = path.split(".");
  return isUnknownAt(inputs, keys) || valueAt(inputs, keys) !== undefined;
}

/** Reports each of these fields that the program leaves out. */
export function requireFields(
  inputs: JsonObject,
  report: Report,
  message: string,
  paths: readonly string[],
): void {
  for (const path of paths) {
    if (!mayBeGiven(inputs, path)) report(path, message);
  }
}
