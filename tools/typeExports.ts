import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

/**
 * Names the types in each `export type *` of a declaration file. TypeScript before 5.0 does not know this form, and
 * Pulumi's bundled 3.8 would not find the types.
 */
export function nameTypeExports(declaration: string): void {
  const text = readFileSync(declaration, "utf8");
  const named = text.replace(/export type \* from "(.+)";/g, (_, specifier: string) => {
    const names = typesIn(join(dirname(declaration), `${specifier}.d.ts`));
    return `export type { ${names.join(", ")} } from "${specifier}";`;
  });
  writeFileSync(declaration, named);
}

/** The interfaces and type aliases that a declaration file exports, also through `export *`. */
function typesIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement)) {
      const { moduleSpecifier } = statement;
      const path = moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : "";
      return typesIn(join(dirname(file), `${path}.d.ts`));
    }
    const isType = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
    const isExported =
      isType && statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    return isExported ? [statement.name.text] : [];
  });
}
