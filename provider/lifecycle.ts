/*
 * The stub that every state file runs. Its functions must NEVER change.
 *
 * Where the package lies in node_modules, the state's text is just a `require` of this module. Where it is linked (npm
 * workspaces, `file:`), the functions below are stored as they stand, see `stored.ts`. Each therefore finds the hooks by the
 * package's name, at a path that the package's `exports` keep for ever, and captures nothing.
 */
// biome-ignore-all lint: the text is frozen
const lifecycle = {
  configure: (...a: any[]) => require("pulumi-atlas-streams/hooks").configure(...a),
  check: (...a: any[]) => require("pulumi-atlas-streams/hooks").check(...a),
  diff: (...a: any[]) => require("pulumi-atlas-streams/hooks").diff(...a),
  create: (...a: any[]) => require("pulumi-atlas-streams/hooks").create(...a),
  read: (...a: any[]) => require("pulumi-atlas-streams/hooks").read(...a),
  update: (...a: any[]) => require("pulumi-atlas-streams/hooks").update(...a),
  delete: (...a: any[]) => require("pulumi-atlas-streams/hooks").delete(...a),
};

export = lifecycle;
