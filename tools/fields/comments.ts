import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const folder = join(__dirname, "../../provider/connections");

interface Property {
  comment: string;
  /** The name of its type, without `pulumi.Input`. */
  type: string;
}

/** The interfaces of the arguments, by name; those that one extends are included. */
function readInterfaces(): ReadonlyMap<string, ReadonlyMap<string, Property>> {
  const found = new Map<string, ts.InterfaceDeclaration>();
  for (const file of readdirSync(folder)) {
    const text = readFileSync(join(folder, file), "utf8");
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    for (const statement of source.statements)
      if (ts.isInterfaceDeclaration(statement)) found.set(statement.name.text, statement);
  }
  const propertiesOf = (name: string): [string, Property][] => {
    const declaration = found.get(name);
    const parents = (declaration?.heritageClauses ?? []).flatMap(({ types }) =>
      types.map((type) => type.getText()),
    );
    const members = declaration?.members.filter((member) => ts.isPropertySignature(member)) ?? [];
    const own = members.map((member): [string, Property] => [member.name.getText(), read(member)]);
    return [...parents.flatMap(propertiesOf), ...own];
  };
  return new Map([...found.keys()].map((name) => [name, new Map(propertiesOf(name))]));
}

function read(member: ts.PropertySignature): Property {
  const [doc] = ts.getJSDocCommentsAndTags(member);
  const comment = ts.getTextOfJSDocComment(doc?.comment)?.replace(/\s+/g, " ") ?? "";
  const type = member.type?.getText().replace(/^pulumi\.Input<(.*)>$/, "$1") ?? "";
  return { comment, type };
}

const interfaces = readInterfaces();

/** The doc comment of a field and its type in TypeScript, for example of `authentication.password` in `KafkaArgs`. */
export function propertyAt(name: string, [key = "", ...inner]: readonly string[]): Property {
  const property = interfaces.get(name)?.get(key);
  if (!property) throw new Error(`${name} has no ${key}`);
  return inner.length > 0 ? propertyAt(property.type, inner) : property;
}
