import { readFileSync } from "node:fs";
import { join } from "node:path";
import { main, SetupError } from "./setup/error.mjs";
import { root } from "./setup/paths.mjs";

/** Before `npm publish`: what npm would refuse only after the upload, or not at all. */
await main(() => {
  const read = (file) => readFileSync(join(root, file), "utf8");
  const problems = problemsOf(JSON.parse(read("package.json")), read("CHANGELOG.md"));
  if (problems.length > 0) throw new SetupError(["Not ready to be published:", ...problems].join("\n- "));
});

function problemsOf({ version, repository }, changelog) {
  const [, date] =
    changelog.match(new RegExp(`^## \\[${version.replaceAll(".", "\\.")}\\] - (.+)$`, "m")) ?? [];
  const problems = [];
  if (!repository) problems.push("package.json names no repository, which provenance needs");
  if (!date) problems.push(`CHANGELOG.md has no section for ${version}`);
  else if (!/^\d{4}-\d{2}-\d{2}$/.test(date))
    problems.push(`CHANGELOG.md calls ${version} "${date}", not by a date`);
  return problems;
}
