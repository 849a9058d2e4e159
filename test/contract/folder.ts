import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

const root = join(__dirname, "../..");
const given = process.env.ATLAS_CONTRACT;

/**
 * Files and folders that may hold the official OpenAPI document: `ATLAS_CONTRACT`, or what `npm run contract` downloads
 * and `../shared/contract` next to the checkout. They may be missing, because we may not redistribute the document.
 */
const places = given
  ? [resolve(given)]
  : [join(root, ".cache", "atlas-openapi.json"), join(root, "../shared/contract")];

const documents = places.map((place) =>
  isFolder(place) ? join(place, "streams-connections.openapi.json") : place,
);

/** The path of the official document, or undefined. It may be the whole published file or an extract. */
export const documentPath = documents.find((path) => existsSync(path));

// A wrong path would otherwise only skip the tests.
if (given && !documentPath) throw new Error(`ATLAS_CONTRACT names ${documents}, which does not exist`);

export const hasContract = documentPath !== undefined;

export const missingContract =
  "there is no official document; `npm run contract` downloads it, or ATLAS_CONTRACT names its file";

/** The document's part about failover connections, if it is a file of its own. */
export const failoverDocumentPath = places
  .map((place) => join(place, "failover-connections.openapi.json"))
  .find((path) => existsSync(path));

/** A folder with responses of the real service in `recorded` and their bodies in `requests`, or undefined. */
export const recordingsFolder = places.find((place) => existsSync(join(place, "recorded")));

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
