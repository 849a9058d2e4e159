import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * The folder with the official OpenAPI document and recorded responses: `ATLAS_CONTRACT`, or `../shared/contract` next
 * to the checkout. It may be missing, because we may not redistribute it.
 */
export const contractFolder = resolve(
  process.env.ATLAS_CONTRACT || join(__dirname, "../../../shared/contract"),
);

export const documentPath = join(contractFolder, "streams-connections.openapi.json");

export const hasContract = existsSync(documentPath);

export const missingContract = `the official document is not at ${documentPath}; ATLAS_CONTRACT names another folder`;
