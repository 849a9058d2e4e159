import { accessSync, constants, statSync } from "node:fs";
import { basename, delimiter, dirname, join } from "node:path";

/**
 * The executable that a shell with this PATH would run.
 *
 * @param {string} name
 * @param {string} path
 */
export function findOnPath(name, path) {
  return path
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

/**
 * Puts the executable's folder in front of PATH, unless PATH already leads to the executable. The folder may hold other
 * programs, such as a second `node`, so it is not moved without need.
 *
 * @param {string} executable
 * @param {string} path
 */
export function pathLeadingTo(executable, path) {
  if (findOnPath(basename(executable), path) === executable) return path;
  return [dirname(executable), path].join(delimiter);
}

/** @param {string} file */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
