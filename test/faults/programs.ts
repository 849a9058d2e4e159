import fc from "fast-check";
import type { ConnectionType } from "../../provider/connections/types";
import { isObject, type JsonObject } from "../../provider/shared/json";
import { examples, projectId } from "../support/examples";
import type { Declared } from "./engine";

/** A change of one connection between two versions of the program. */
type Edit =
  | { edit: "keep" | "remove" | "form" | "timeouts" | "connectionName" | "rename" | "takeOver" }
  | { edit: "secret" | "field" | "region" | "workspace"; to: number }
  | { edit: "type"; to: Exclude<ConnectionType, "Sample"> };

/** A connection in one version of a program. */
interface Declaration {
  type: ConnectionType;
  full: boolean;
  timeouts: boolean;
  secret: number;
  field: number;
  region: number;
  workspace: number;
  /** Number of address changes; each leads to an unused address. */
  addresses: number;
  /** Number of renames of the resource in the program. */
  names: number;
  /** The resource has `adopt`, and no aliases for its names before this one. */
  adoptsSince: number | undefined;
}

const types = Object.keys(examples) as ConnectionType[];
const samples = [
  "sample_stream_solar",
  "samplestock",
  "sampleweather",
  "sampleiot",
  "samplelog",
  "samplecommerce",
];
const regions = [undefined, "DUBLIN_IRL", "OREGON_USA"];

const small = fc.nat({ max: 2 });

const edits: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Edit>({ edit: "keep" }) },
  { weight: 2, arbitrary: fc.constant<Edit>({ edit: "remove" }) },
  {
    weight: 8,
    arbitrary: fc.record({ edit: fc.constantFrom("secret" as const, "field" as const), to: small }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ edit: fc.constantFrom("region" as const, "workspace" as const), to: small }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      edit: fc.constantFrom(
        "form" as const,
        "timeouts" as const,
        "connectionName" as const,
        "rename" as const,
        "takeOver" as const,
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      edit: fc.constant("type" as const),
      to: fc.constantFrom(...types.filter((type) => type !== "Sample")),
    }),
  },
);

/** The history of one connection: its first declaration, and an edit for each later version. */
const histories = (among: readonly ConnectionType[]) =>
  fc.record({
    type: fc.constantFrom(...among),
    full: fc.boolean(),
    workspace: small,
    region: small,
    /** The first version that declares it. */
    from: fc.nat({ max: 1 }),
    edits: fc.array(edits, { minLength: 4, maxLength: 4 }),
  });

type History = ReturnType<typeof histories> extends fc.Arbitrary<infer T> ? T : never;

/** Limits of random programs. */
interface ProgramLimits {
  types?: readonly ConnectionType[];
  maxVersions?: number;
  maxConnections?: number;
}

/** Programs of 1 to 8 connections of all types in up to 3 workspaces, each in 2 to 5 versions. */
export function programs({
  types: among = types,
  maxVersions = 5,
  maxConnections = 8,
}: ProgramLimits = {}): fc.Arbitrary<Declared[][]> {
  return fc
    .record({
      versions: fc.integer({ min: 2, max: maxVersions }),
      connections: fc.array(histories(among), { minLength: 1, maxLength: maxConnections }),
    })
    .map(({ versions, connections }) =>
      Array.from({ length: versions }, (_, version) =>
        connections.flatMap((history, slot) => {
          const declaration = declarationAt(history, version);
          return declaration ? [declared(declaration, slot)] : [];
        }),
      ),
    );
}

function declarationAt(
  { type, full, workspace, region, from, edits }: History,
  version: number,
): Declaration | undefined {
  const first = { timeouts: false, secret: 0, field: 0, addresses: 0, names: 0, adoptsSince: undefined };
  let declaration: Declaration = { type, full, workspace, region, ...first };
  let isThere = from <= version;
  for (const edit of edits.slice(0, version)) {
    // An edit after a removal declares the connection again.
    isThere = edit.edit !== "remove" && from <= version;
    declaration = edited(declaration, edit);
  }
  return isThere ? declaration : undefined;
}

function edited(before: Declaration, change: Edit): Declaration {
  // A Sample is named after its source, and there are too few sources to change addresses.
  const isSample = before.type === "Sample";
  switch (change.edit) {
    case "form":
      return { ...before, full: !before.full };
    case "timeouts":
      return { ...before, timeouts: !before.timeouts };
    case "rename":
      return { ...before, names: before.names + 1 };
    case "takeOver":
      return { ...before, names: before.names + 1, adoptsSince: before.names + 1 };
    case "connectionName":
      return isSample ? before : { ...before, addresses: before.addresses + 1 };
    case "workspace":
      return isSample ? before : { ...before, workspace: change.to, addresses: before.addresses + 1 };
    case "type":
      return isSample ? before : { ...before, type: change.to };
    // Adding or removing `region` without changing its value is not a difference, see hooks/diff.
    case "region":
      return before.region === 0 || change.to === 0 ? before : { ...before, region: change.to };
    case "secret":
    case "field":
      return { ...before, [change.edit]: change.to };
    default:
      return before;
  }
}

function declared(declaration: Declaration, slot: number): Declared {
  const { type, full, names, adoptsSince } = declaration;
  const {
    adopt: _,
    timeouts,
    region: __,
    ...example
  } = structuredClone(examples[type][full ? "full" : "minimal"]);
  const region = regions[declaration.region];
  const props = withSecrets(
    {
      ...withField(example, declaration.field),
      projectId,
      workspaceName: `workspace-${declaration.workspace}`,
      connectionName:
        type === "Sample"
          ? (samples[slot] ?? `sample-${slot}`)
          : `connection-${slot}-${declaration.addresses}`,
      ...(region ? { region } : {}),
      ...(adoptsSince === undefined ? {} : { adopt: true }),
      ...(declaration.timeouts ? { timeouts: timeouts ?? { update: "30m" } } : {}),
    },
    declaration.secret,
  );
  const nameOf = (age: number) => `resource-${slot}-${age}`;
  const aliases = Array.from({ length: names }, (_, age) => age).filter((age) => age >= (adoptsSince ?? 0));
  return { name: nameOf(names), aliases: aliases.map(nameOf), props };
}

/** Changes a field that Atlas returns and can change in place. */
function withField(inputs: JsonObject, value: number): JsonObject {
  if (value === 0) return inputs;
  switch (inputs.type) {
    case "Kafka":
      // The second value removes or adds the map.
      return value === 1
        ? { ...inputs, bootstrapServers: "broker-9.example.com:9092" }
        : { ...inputs, config: inputs.config ? undefined : { "group.id": "another" } };
    case "Https":
      return value === 1
        ? { ...inputs, url: "https://example.com/another" }
        : { ...inputs, headers: inputs.headers ? undefined : { "X-Token": "s3cr3t-header" } };
    case "Cluster":
      return { ...inputs, clusterName: `Cluster${value}` };
    case "SchemaRegistry":
      return { ...inputs, schemaRegistryUrls: [`https://registry-${value}.example.com`] };
    case "GCPPubSub":
      return { ...inputs, gcp: { serviceAccountId: `atlas-${value}@my-project.iam.gserviceaccount.com` } };
    case "AzureBlobStorage":
      return { ...inputs, azure: { ...(inputs.azure as object), storageAccountName: `another${value}` } };
    case "Sample":
      return inputs;
    default:
      return { ...inputs, aws: { roleArn: `arn:aws:iam::123456789012:role/another-${value}` } };
  }
}

/** Every secret starts with this text, which may appear in no output. */
export const secretMark = "s3cr3t";

function withSecrets<T>(value: T, version: number): T {
  if (typeof value === "string") return value.replaceAll(secretMark, `${secretMark}${version}`) as T;
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, child]) => child !== undefined)
      .map(([key, child]) => [key, withSecrets(child, version)]),
  ) as T;
}
