import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Names the types in each `export type *` of a declaration file: TypeScript before 5.0 does not know this form, and the
 * 3.8 that Pulumi brings with it would not find the types.
 */
export async function nameTypeExports(declaration) {
  // Not at the top: the set-up loads this file before it has installed the compiler.
  const { default: ts } = await import("typescript");
  const text = readFileSync(declaration, "utf8");
  const named = text.replace(/export type \* from "(.+)";/g, (_, specifier) => {
    const names = typesIn(ts, join(dirname(declaration), `${specifier}.d.ts`));
    return `export type { ${names.join(", ")} } from "${specifier}";`;
  });
  writeFileSync(declaration, named);
}

/** The interfaces and type aliases that a declaration file exports, also by way of `export *`. */
function typesIn(ts, file) {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement))
      return typesIn(ts, join(dirname(file), `${statement.moduleSpecifier.text}.d.ts`));
    const isType = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
    const isExported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    return isType && isExported ? [statement.name.text] : [];
  });
}
