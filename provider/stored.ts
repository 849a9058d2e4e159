/*
 * The texts that every state file holds as `__provider`. They must NEVER change: old states would go on running the old
 * text.
 */
import { relative } from "node:path";
import type { Kind } from "./connections/address";

/**
 * The text that the provider process runs. Pulumi's own serializer would write the same two texts, but it fails where a
 * package manager keeps packages in a store of its own.
 */
export function providerText(kind: Kind = "connection"): string {
  if (kind === "failover") return failoverText;
  // Pulumi's serializer decides by this path, so states of earlier releases hold the same text.
  const isInNodeModules = relative(process.cwd(), __filename).split(/[\\/]/).includes("node_modules");
  return isInNodeModules ? installedText : linkedText;
}

/** Whether the text runs something else than this package, for example a copy below another package. */
export function isForeign(text: unknown): boolean {
  if (typeof text !== "string") return false;
  const required = [...text.matchAll(/require\(["'`](.*?)["'`]\)/g)].map(([, module = ""]) => module);
  return required.length === 0 || required.some((module) => !module.startsWith("pulumi-atlas-streams/"));
}

/** Whether the text is that of a dynamic provider that is not ours, for example of a home-made one. */
export function isOfAnotherProvider(text: unknown): boolean {
  return (
    typeof text === "string" && text.startsWith("exports.handler") && !text.includes("pulumi-atlas-streams")
  );
}

const returned = (expression: string, scope = "") => `{
  return (function() {
    with({ ${scope}this: undefined, arguments: undefined }) {

return ${expression};

    }
  }).apply(undefined, undefined).apply(this, arguments);
}
`;

const requiring = (expression: string) => `exports.handler = __f0;
const provider = ${expression};

function __f0() ${returned("() => provider")}`;

/** For a package in node_modules. */
const installedText = requiring('require("pulumi-atlas-streams/dist/provider/lifecycle.js")');

/** For failover connections. */
const failoverText = requiring('require("pulumi-atlas-streams/hooks").failover');

/** For a linked package: the functions of `lifecycle.ts`. */
const hooks = ["configure", "check", "diff", "create", "read", "update", "delete"];
const linkedText = `exports.handler = __f0;

var __provider = {${hooks.map((hook, index) => `${hook}: __f${index + 1}`).join(", ")}};

${hooks
  .map(
    (hook, index) =>
      `function __f${index + 1}() ${returned(`(...a) => require("pulumi-atlas-streams/hooks").${hook}(...a)`)}\n`,
  )
  .join("")}function __f0() ${returned("() => provider", "provider: __provider, ")}`;
