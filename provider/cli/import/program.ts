import type { Workspace } from "../../atlas/workspaceQueue";
import type { Address, Kind } from "../../connections/address";
import { isObject, type JsonObject } from "../../shared/json";
import { oneLine } from "../../shared/text";
import { certificateFolder } from "./certificates";
import type { Draft } from "./draft";
import { Call, Code, lineWidth, literal, property } from "./literal";
import type { Module } from "./module";

const shared: readonly string[] = ["projectId", "workspaceName"] satisfies (keyof Address)[];

/** The program that declares these connections. */
export function programOf(
  { projectId, workspaceName }: Workspace,
  drafts: readonly Draft[],
  module: Module,
): string {
  const needsConfig = drafts.some(({ secrets }) => secrets.length > 0);
  const needsFiles = drafts.some(({ certificates }) => certificates.length > 0);
  const { isEsModule } = module;
  const imports: [names: string, from: string, isNeeded: boolean][] = [
    ["{ readFileSync }", "node:fs", needsFiles],
    ["{ join }", "node:path", needsFiles && !isEsModule],
    ["* as pulumi", "@pulumi/pulumi", needsConfig],
    [
      `{ ${[...new Set(drafts.map(({ kind }) => classOf[kind]))].sort().join(", ")} }`,
      "pulumi-atlas-streams",
      true,
    ],
  ];
  return [
    "// Made by pulumi-atlas-streams import. You can edit it.",
    ...imports.filter(([, , isNeeded]) => isNeeded).map(([names, from]) => importLine(names, from, module)),
    "",
    ...(needsConfig ? ["const config = new pulumi.Config();"] : []),
    ...(needsFiles ? [certificateFunction(module)] : []),
    `const workspace = ${literal({ projectId, workspaceName }, 0, "const workspace = ".length)};`,
    ...drafts.flatMap((draft) => ["", ...draft.remarks.map(comment), declaration(draft, drafts, module)]),
    "",
  ].join("\n");
}

function importLine(names: string, from: string, { language, isEsModule }: Module): string {
  if (language === "TypeScript" || isEsModule) return `import ${names} from "${from}";`;
  return `const ${names.replace("* as ", "")} = require("${from}");`;
}

/** Reads a certificate beside the program, whatever the current folder. */
function certificateFunction({ language, isEsModule }: Module): string {
  const path = isEsModule
    ? `new URL(\`${certificateFolder}/\${file}\`, import.meta.url)`
    : `join(__dirname, "${certificateFolder}", file)`;
  const parameter = language === "TypeScript" ? "file: string" : "file";
  return `const certificate = (${parameter}) =>\n  readFileSync(${path}, "utf8");`;
}

/** A comment of one line. A line break in a name would turn the rest into code. */
function comment(text: string): string {
  return `// ${oneLine(text, 1_000)}`;
}

const classOf: Readonly<Record<Kind, string>> = {
  connection: "StreamConnection",
  failover: "StreamConnectionFailover",
};

function declaration(draft: Draft, drafts: readonly Draft[], module: Module): string {
  const { name, kind } = draft;
  const isReferred = drafts.some(({ failoverOf }) => failoverOf === draft);
  const start = `${assignment(draft, isReferred, module)}new ${classOf[kind]}(`;
  const quotedName = JSON.stringify(name);
  const own = Object.entries(withReferences(draft, module)).filter(([key]) => !shared.includes(key));
  const object = (indent: number) => {
    const lines = ["...workspace", ...own.map(([key, value]) => property(key, value, indent + 2))];
    const spaces = " ".repeat(indent);
    return `{\n${lines.map((line) => `${spaces}  ${line},\n`).join("")}${spaces}}`;
  };
  const head = `${start}${quotedName}, {`;
  return head.length <= lineWidth
    ? `${start}${quotedName}, ${object(0)});`
    : `${start}\n  ${quotedName},\n  ${object(2)},\n);`;
}

/** What stands before `new`. The whole program exports nothing: its exports are the stack's outputs, whole resources here. */
function assignment({ variable }: Draft, isReferred: boolean, module: Module): string {
  if (module.isWholeProgram) return isReferred ? `const ${variable} = ` : "";
  return isCommonJsScript(module) ? `exports.${variable} = ` : `export const ${variable} = `;
}

function isCommonJsScript({ language, isEsModule }: Module): boolean {
  return language === "JavaScript" && !isEsModule;
}

/**
 * Replaces each secret by a reference to the configuration, each certificate by its file, and the name in a failover
 * connection by that of its connection, so that Pulumi deletes the connection last.
 */
function withReferences({ inputs, secrets, certificates, failoverOf }: Draft, module: Module): JsonObject {
  const exported = isCommonJsScript(module) && !module.isWholeProgram ? "exports." : "";
  const byPath = new Map<string, Code>([
    ...(failoverOf
      ? [['["connectionName"]', new Code(`${exported}${failoverOf.variable}.connectionName`)] as const]
      : []),
    ...secrets.map(({ path, key }) => [JSON.stringify(path), new Call("config.requireSecret", key)] as const),
    ...certificates.map(({ path, file }) => [JSON.stringify(path), new Call("certificate", file)] as const),
  ]);
  const replace = (value: unknown, path: readonly string[]): unknown => {
    const call = byPath.get(JSON.stringify(path));
    if (call) return call;
    if (Array.isArray(value)) return value.map((child, index) => replace(child, [...path, String(index)]));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, child]) => [name, replace(child, [...path, name])]),
    );
  };
  return replace(inputs, []) as JsonObject;
}
