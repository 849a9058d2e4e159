import { accessSync, constants, statSync } from "node:fs";
import { basename, delimiter, dirname, join } from "node:path";

/** The executable `name` that a shell with this PATH would run. */
export function findOnPath(name, path) {
  return path
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

/**
 * PATH changed as little as possible so that it leads to exactly these executables. A folder that already comes first
 * for them is not moved: it may hold another `node`.
 */
export function pathLeadingTo(executables, path) {
  return executables.reduce(
    (result, file) =>
      findOnPath(basename(file), result) === file ? result : [dirname(file), result].join(delimiter),
    path,
  );
}

export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
