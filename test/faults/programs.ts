import fc from "fast-check";
import type { ConnectionType } from "../../provider/connections/types";
import { isObject, type JsonObject } from "../../provider/shared/json";
import { examples, projectId } from "../support/examples";
import type { Declared } from "./engine";

/** What becomes of one connection from one version of the program to the next. */
type Edit =
  | { edit: "keep" | "remove" | "form" | "timeouts" | "connectionName" | "rename" | "takeOver" }
  | { edit: "secret" | "field" | "region" | "workspace"; to: number }
  | { edit: "type"; to: Exclude<ConnectionType, "Sample"> };

/** A connection in one version of a program; undefined where the program does not have it. */
interface Declaration {
  type: ConnectionType;
  full: boolean;
  timeouts: boolean;
  secret: number;
  field: number;
  region: number;
  workspace: number;
  /** How often the connection got another address, each of which is a new one. */
  addresses: number;
  /** How often the resource was renamed in the program. */
  names: number;
  /** It adopts what exists, and has no alias for its names before this one. */
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

/** The life of one connection: how it begins, and an edit for each further version. */
const lives = (among: readonly ConnectionType[]) =>
  fc.record({
    type: fc.constantFrom(...among),
    full: fc.boolean(),
    workspace: small,
    region: small,
    /** The version that has it first. */
    from: fc.nat({ max: 1 }),
    edits: fc.array(edits, { minLength: 4, maxLength: 4 }),
  });

type Life = ReturnType<typeof lives> extends fc.Arbitrary<infer T> ? T : never;

/** What random programs are made of. */
interface Extent {
  types?: readonly ConnectionType[];
  maxVersions?: number;
  maxConnections?: number;
}

/** Programs of 1 to 8 connections of all types in up to 3 workspaces, each in 2 to 5 versions. */
export function programs({
  types: among = types,
  maxVersions = 5,
  maxConnections = 8,
}: Extent = {}): fc.Arbitrary<Declared[][]> {
  return fc
    .record({
      versions: fc.integer({ min: 2, max: maxVersions }),
      connections: fc.array(lives(among), { minLength: 1, maxLength: maxConnections }),
    })
    .map(({ versions, connections }) =>
      Array.from({ length: versions }, (_, version) =>
        connections.flatMap((life, slot) => {
          const declaration = declarationAt(life, version);
          return declaration ? [declared(declaration, slot)] : [];
        }),
      ),
    );
}

function declarationAt(
  { type, full, workspace, region, from, edits }: Life,
  version: number,
): Declaration | undefined {
  const first = { timeouts: false, secret: 0, field: 0, addresses: 0, names: 0, adoptsSince: undefined };
  let declaration: Declaration = { type, full, workspace, region, ...first };
  let isThere = from <= version;
  for (const edit of edits.slice(0, version)) {
    // Whatever is edited after a removal is there again, where it was.
    isThere = edit.edit !== "remove" && from <= version;
    declaration = edited(declaration, edit);
  }
  return isThere ? declaration : undefined;
}

function edited(before: Declaration, change: Edit): Declaration {
  // The name of a Sample is its source: there are too few of them to move about.
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
    // To leave the region to Atlas from now on, or no longer, is no difference if it stays the same: see hooks/diff.
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

/** Another value of a field that Atlas shows and can change in place. */
function withField(inputs: JsonObject, value: number): JsonObject {
  if (value === 0) return inputs;
  switch (inputs.type) {
    case "Kafka":
      // The second one drops or brings the map.
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

/** How every secret begins: none of them may be seen anywhere. */
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
