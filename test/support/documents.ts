import { readdirSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../..");

/** The paths of all documents, without docs/api, which is generated with its links. */
export function documents(): string[] {
  const below = (folder: string) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((path) => `${folder}/${path}`);
  return [...readdirSync(root), ...below(".github"), ...below("docs"), ...below("examples")].filter(
    (path) => path.endsWith(".md") && !path.includes("node_modules") && !path.startsWith("docs/api/"),
  );
}
