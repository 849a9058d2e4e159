import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** A string in the sources that looks like a message to users. */
export interface Message {
  /** The string, with `…` in place of inserted expressions. */
  text: string;
  file: string;
}

const hole = "…";

/**
 * All strings in TypeScript sources, with white space as single spaces.
 *
 * @param paths files and folders below `root`.
 */
export function textsOf(root: string, paths: readonly string[]): Message[] {
  return paths
    .flatMap((path) => (path.endsWith(".ts") ? [path] : filesIn(root, path)))
    .flatMap((file) => textsIn(join(root, file)).map((text) => ({ text, file })));
}

function filesIn(root: string, folder: string): string[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `${folder}/${file.replaceAll("\\", "/")}`);
}

/**
 * Whether a string looks like a message: it has at least two adjacent words. This finds new errors, hints and log lines
 * regardless of how the code uses them.
 */
export function isProse(text: string): boolean {
  const words = text.replaceAll(hole, " ").match(/(?<![\w./:-])[A-Za-z][a-z']+(?![\w/:-])/g) ?? [];
  return words.length >= 2 && /[a-z…)"][,;:.]? [a-z…("]/i.test(text);
}

function textsIn(path: string): string[] {
  const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isLiteralTypeNode(node)) return;
    const text = ts.isExpression(node) ? textOf(node) : undefined;
    if (text === undefined) {
      ts.forEachChild(node, visit);
      return;
    }
    texts.push(text.replace(/\s+/g, " "));
    visitHoles(node, visit);
  };
  visit(source);
  return texts;
}

/** The value of a string literal, a template or their concatenation; undefined for other expressions. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return node.head.text + node.templateSpans.map(({ literal }) => hole + literal.text).join("");
  if (ts.isParenthesizedExpression(node)) return textOf(node.expression);
  if (!isSum(node)) return undefined;
  const [left, right] = [textOf(node.left), textOf(node.right)];
  return left === undefined && right === undefined ? undefined : (left ?? hole) + (right ?? hole);
}

function isSum(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken;
}

/** Visits inserted expressions, which may contain strings themselves. */
function visitHoles(node: ts.Node, visit: (node: ts.Node) => void): void {
  if (ts.isTemplateExpression(node)) for (const { expression } of node.templateSpans) visit(expression);
  else if (ts.isParenthesizedExpression(node)) visitHoles(node.expression, visit);
  else if (isSum(node)) {
    for (const side of [node.left, node.right])
      if (textOf(side) === undefined) visit(side);
      else visitHoles(side, visit);
  }
}

/** A pattern that matches the complete message with any inserted values. */
export function patternOf(message: string, flags = ""): RegExp {
  const parts = message.split(hole).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(parts.join("(.*?)"), flags);
}
