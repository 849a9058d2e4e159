import type { Workspace } from "../../atlas/workspaceQueue";
import type { Address } from "../../connections/address";
import { isObject, type JsonObject } from "../../shared/json";
import { oneLine } from "../../shared/text";
import type { Draft, DraftSecret } from "./draft";
import { Code, literal, property } from "./literal";

const shared: readonly string[] = ["projectId", "workspaceName"] satisfies (keyof Address)[];

/** The program that declares these connections: a module without exports, so it may also be the whole program. */
export function programOf({ projectId, workspaceName }: Workspace, drafts: readonly Draft[]): string {
  const needsConfig = drafts.some(({ secrets }) => secrets.length > 0);
  return [
    "// Made by pulumi-atlas-streams import. You can edit it.",
    ...(needsConfig ? ['import * as pulumi from "@pulumi/pulumi";'] : []),
    'import { StreamConnection } from "pulumi-atlas-streams";',
    "",
    ...(needsConfig ? ["const config = new pulumi.Config();"] : []),
    `const workspace = ${literal({ projectId, workspaceName }, 0, "const workspace = ".length)};`,
    ...drafts.flatMap((draft) => ["", ...draft.remarks.map(comment), declaration(draft)]),
    "",
  ].join("\n");
}

/** A comment of one line. A line break in a name would turn the rest into code. */
function comment(text: string): string {
  return `// ${oneLine(text, 1_000)}`;
}

function declaration({ name, inputs, secrets }: Draft): string {
  const own = Object.entries(withReferences(inputs, secrets)).filter(([key]) => !shared.includes(key));
  const lines = ["...workspace", ...own.map(([key, value]) => property(key, value, 2))];
  return `new StreamConnection(${JSON.stringify(name)}, {\n${lines.map((line) => `  ${line},\n`).join("")}});`;
}

/** Replaces each secret by a reference to the configuration. */
function withReferences(inputs: JsonObject, secrets: readonly DraftSecret[]): JsonObject {
  const byPath = new Map(secrets.map(({ path, key }) => [JSON.stringify(path), key]));
  const replace = (value: unknown, path: readonly string[]): unknown => {
    const key = byPath.get(JSON.stringify(path));
    if (key !== undefined) return new Code(`config.requireSecret(${JSON.stringify(key)})`);
    if (Array.isArray(value)) return value.map((child, index) => replace(child, [...path, String(index)]));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, child]) => [name, replace(child, [...path, name])]),
    );
  };
  return replace(inputs, []) as JsonObject;
}
