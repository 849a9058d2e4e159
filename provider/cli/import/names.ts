/** Makes names unique. */
export class Names {
  private readonly taken = new Set<string>();

  /** The name, with a number at its end when it is taken. */
  unique(name: string, separator = ""): string {
    let result = name;
    for (let number = 2; this.taken.has(result); number++) result = `${name}${separator}${number}`;
    this.taken.add(result);
    return result;
  }
}

/** A resource name that needs no quotes in a shell. */
export function resourceName(connectionName: string): string {
  const allowed = connectionName.replace(/[^A-Za-z0-9_.-]+/g, "-");
  return allowed.replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, "") || "connection";
}

/** A key of the configuration in camel case, for example `ordersPassword` of `orders` and `password`. */
export function camelCase(...parts: readonly string[]): string {
  const words = parts.flatMap((part) => part.split(/[^A-Za-z0-9]+/)).filter(Boolean);
  const [first = "secret", ...others] = words;
  return [
    first.charAt(0).toLowerCase() + first.slice(1),
    ...others.map((word) => word.charAt(0).toUpperCase() + word.slice(1)),
  ].join("");
}

/** Names that a module cannot declare, or that the program already uses. */
const reserved = new Set(
  [
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends",
    "false finally for function if implements import in instanceof interface let new null package private protected",
    "public return static super switch this throw true try typeof undefined var void while with yield",
    "exports globalThis module require",
    "certificate config join pulumi readFileSync workspace",
  ].flatMap((line) => line.split(" ")),
);

/** A variable's name, for example `ordersEu` of the resource `orders-eu`, `newConnection` of `new`. */
export function variableName(name: string): string {
  const variable = camelCase(name);
  if (/^\d/.test(variable)) return `connection${variable}`;
  return reserved.has(variable) ? `${variable}Connection` : variable;
}
