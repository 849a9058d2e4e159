import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** A text in the sources that reads like something a user will see. */
export interface Message {
  /** What a template or a sum of texts puts in stands as `…`. */
  text: string;
  file: string;
}

const hole = "…";

/**
 * Every text in TypeScript sources, white space as single spaces.
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
 * True for a text that reads like a message: two words side by side or more. It does not matter what the code does with
 * it, so a new error, hint or log line is found whatever way it takes to the user.
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

/** The text of a literal, a template or a sum of them; undefined for any other expression. */
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

/** What a text puts in may hold texts of its own. */
function visitHoles(node: ts.Node, visit: (node: ts.Node) => void): void {
  if (ts.isTemplateExpression(node)) for (const { expression } of node.templateSpans) visit(expression);
  else if (ts.isParenthesizedExpression(node)) visitHoles(node.expression, visit);
  else if (isSum(node)) {
    for (const side of [node.left, node.right])
      if (textOf(side) === undefined) visit(side);
      else visitHoles(side, visit);
  }
}

/** Finds a message in a text that has it whole, whatever stands in its holes. */
export function patternOf(message: string, flags = ""): RegExp {
  const parts = message.split(hole).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(parts.join("(.*?)"), flags);
}
