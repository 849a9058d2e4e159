import assert from "node:assert/strict";
import { join } from "node:path";
import ts from "typescript";
import { connectionTypes } from "../../provider/connections/types";

const root = join(__dirname, "../..");
const entry = join(root, "provider/index.ts");

interface Documented {
  name: string;
  doc: string;
}

interface Docs {
  /** The properties of every exported interface and class. */
  interfaces: Map<string, Documented[]>;
  /** Every export. */
  entries: Documented[];
  /** The names of our interfaces that properties hold, as they are or in an `Input`. */
  behindFields: Set<string>;
  /** The parameters of exported functions, constructors and static methods, by the name of their function. */
  parameters: Map<string, Documented[]>;
}

/** Every property of every interface that the package exports, and of its classes, with what a hover shows. */
function readDocs(): Docs {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram([entry], { ...options, noEmit: true });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(entry);
  const module = source && checker.getSymbolAtLocation(source);
  assert.ok(module, "the public module can be read");

  const docOf = (symbol: ts.Symbol): Documented => ({
    name: symbol.getName(),
    doc: ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim(),
  });
  const interfaces = new Map<string, Documented[]>();
  const entries: Documented[] = [];
  const behindFields = new Set<string>();
  const parameters = new Map<string, Documented[]>();
  const addParameters = (name: string, signatures: readonly ts.Signature[]) => {
    const ours = signatures.filter(({ declaration }) => declaration && isOurs(declaration));
    for (const signature of ours) parameters.set(name, signature.getParameters().map(docOf));
  };
  for (const exported of checker.getExportsOfModule(module)) {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    // Definitions of types stand beside the interfaces in their files, but the build exports interfaces only.
    if (symbol.getJsDocTags(checker).some(({ name }) => name === "hidden")) continue;
    entries.push(docOf(symbol));
    if (symbol.flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Class)) {
      const value = checker.getTypeOfSymbol(symbol);
      addParameters(symbol.getName(), [...value.getCallSignatures(), ...value.getConstructSignatures()]);
      for (const method of checker.getPropertiesOfType(value))
        addParameters(
          `${symbol.getName()}.${method.getName()}`,
          checker.getTypeOfSymbol(method).getCallSignatures(),
        );
    }
    const isClass = (symbol.flags & ts.SymbolFlags.Class) !== 0;
    if (!isClass && !(symbol.flags & ts.SymbolFlags.Interface)) continue;
    const properties = checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol));
    // What a class has from Pulumi, Pulumi explains.
    const own = properties.filter((property) => isOurs(property));
    interfaces.set(symbol.getName(), own.map(docOf));
    for (const property of own) addInterfaces(checker.getTypeOfSymbol(property), checker, behindFields);
  }
  return { interfaces, entries, behindFields, parameters };
}

/** Adds the name of each of our interfaces in a type, also those in unions and type arguments. */
function addInterfaces(type: ts.Type, checker: ts.TypeChecker, found: Set<string>): void {
  const parts = type.isUnionOrIntersection() ? type.types : [];
  const given = [...(type.aliasTypeArguments ?? []), ...checker.getTypeArguments(type as ts.TypeReference)];
  for (const inner of [...parts, ...given]) if (inner !== type) addInterfaces(inner, checker, found);
  const symbol = type.getSymbol();
  if (symbol && symbol.flags & ts.SymbolFlags.Interface && isOurs(symbol)) found.add(symbol.getName());
}

function isOurs(symbol: ts.Symbol | ts.Declaration): boolean {
  const declarations = "kind" in symbol ? [symbol] : (symbol.declarations ?? []);
  return declarations.some((declaration) => {
    const file = declaration.getSourceFile().fileName;
    return file.startsWith(join(root, "provider").replaceAll("\\", "/"));
  });
}

/** What the connection's own fields are called, so that a mistake in the reading of the types shows. */
const someFields: Readonly<Record<string, string[]>> = {
  KafkaArgs: ["projectId", "adopt", "timeouts", "bootstrapServers", "authentication", "networking"],
  KafkaAuthentication: ["mechanism", "sslKeyPassword", "httpsCaPem", "aws"],
  AwsConfig: ["roleArn", "testBucket"],
  NetworkingAccess: ["type", "connectionId", "name", "tgwRouteId"],
  SchemaRegistryAuthentication: ["type", "username", "password"],
  StreamConnectionTimeouts: ["create", "update", "delete"],
  StreamConnection: ["state", "connectionId", "bootstrapServers", "headers"],
};

describe("what an editor shows on hover", function () {
  this.timeout(60_000);
  let docs: ReturnType<typeof readDocs>;

  before(() => {
    docs = readDocs();
  });

  it("is asked of all the fields", () => {
    for (const [name, fields] of Object.entries(someFields)) {
      const found = docs.interfaces.get(name)?.map((property) => property.name) ?? [];
      for (const field of fields) assert.ok(found.includes(field), `${name}.${field} was not read`);
    }
    for (const type of Object.keys(connectionTypes))
      assert.ok(docs.interfaces.has(`${type}Args`), `the interface of ${type} is not called ${type}Args`);
  });

  it("explains every field, nested ones too", () => {
    const silent = [...docs.interfaces].flatMap(([name, properties]) =>
      properties.filter(({ doc }) => doc.length < 5).map((property) => `${name}.${property.name}`),
    );
    assert.deepEqual(silent, []);
  });

  it("explains everything that the package exports", () => {
    assert.deepEqual(
      docs.entries.filter(({ doc }) => doc.length < 5).map(({ name }) => name),
      [],
    );
  });

  it("explains every parameter", () => {
    for (const name of ["StreamConnection", "StreamConnection.get", "AtlasProvider", "getStreamConnection"])
      assert.ok(docs.parameters.has(name), `${name} was not read`);
    const silent = [...docs.parameters].flatMap(([name, given]) =>
      given.filter(({ doc }) => doc.length < 5).map((parameter) => `${name}(${parameter.name})`),
    );
    assert.deepEqual(silent, []);
  });

  it("is there for whatever a field holds: every interface behind one is exported", () => {
    assert.ok(
      docs.behindFields.has("NetworkingAccess") && docs.behindFields.has("SchemaRegistryAuthentication"),
    );
    assert.deepEqual(
      [...docs.behindFields].filter((name) => !docs.interfaces.has(name)),
      [],
    );
  });
});
