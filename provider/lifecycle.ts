/*
 * The stub that Pulumi serializes into the state of every connection. Its text must NEVER change: each change would
 * be an update of every resource of every user, and old states would go on running the old text.
 *
 * Where the package lies in node_modules, the text is just a `require` of this module. Where it is linked (npm
 * workspaces, `file:`), the functions below are stored as they stand. Each therefore finds the hooks by the package's
 * name, at a path that the package's `exports` keep for ever, and captures nothing.
 *
 * It is loaded in programs too, so it must not load the hooks before it is called.
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
