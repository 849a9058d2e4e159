import { z } from "zod";
import { existing } from "../messages/existing";
import { inputValues } from "../messages/input";
import type { JsonObject } from "../shared/json";
import { objectId } from "./kit";

/**
 * Where a connection is: the three parts of its API path, and of its Pulumi id
 * `projectId/workspaceName/connectionName`.
 */
export interface Address {
  /** 24 hexadecimal digits; Atlas calls it `groupId`. */
  projectId: string;
  /** Atlas calls it `tenantName`. */
  workspaceName: string;
  connectionName: string;
  /** Set for a failover connection of the connection. */
  failover?: Failover | undefined;
}

/** Which of a connection's failover connections: there is one per region, and each has an id once it exists. */
export interface Failover {
  readonly region?: string | undefined;
  /** Atlas' own id. */
  readonly id?: string | undefined;
}

/** The two resources. A failover connection is a Kafka or Cluster connection in another collection of Atlas. */
export type Kind = "connection" | "failover";

// biome-ignore lint/suspicious/noControlCharactersInRegex: it looks for control characters
const forbiddenInPath = /[/\u0000-\u001f\u007f]/;

function pathPart(of: keyof typeof inputValues.pathPart.text) {
  return z
    .string()
    .refine((part) => part !== "" && part !== "." && part !== ".." && !forbiddenInPath.test(part), {
      error: inputValues.pathPart.text[of],
      when: ({ value }) => typeof value === "string",
    });
}

export const addressShape = {
  projectId: objectId("project"),
  workspaceName: pathPart("workspace"),
  connectionName: pathPart("connection"),
} satisfies Record<keyof Omit<Address, "failover">, z.ZodType>;

const addressSchema = z.object(addressShape);
const failoverId = pathPart("failover");

export const addressKeys = Object.keys(addressShape) as readonly (keyof typeof addressShape)[];

/** The inputs that identify a connection among all: a connection has one failover connection per region. */
export function identityKeys(kind: Kind): readonly string[] {
  return kind === "failover" ? [...addressKeys, "region"] : addressKeys;
}

/** The address in a connection's inputs, which `check` has validated. */
export function addressOf(
  { projectId, workspaceName, connectionName, region }: JsonObject,
  kind: Kind = "connection",
  failoverId?: string,
): Address {
  const address = { projectId, workspaceName, connectionName } as Address;
  return kind === "failover"
    ? { ...address, failover: { region: region as string, id: failoverId } }
    : address;
}

/** The Pulumi id in the inputs of a resource of the state. Undefined before the first refresh after an import. */
export function idIn(olds: JsonObject, kind: Kind = "connection"): string | undefined {
  const isComplete = identityKeys(kind).every((key) => typeof olds[key] === "string");
  return isComplete ? formatId(addressOf(olds, kind)) : undefined;
}

/** The Pulumi id of the connection at this address; for a failover connection that does not exist yet, with its region. */
export function formatId({ projectId, workspaceName, connectionName, failover }: Address): string {
  const parts = [projectId, workspaceName, connectionName];
  return [...parts, ...(failover ? [failover.id ?? failover.region] : [])].join("/");
}

interface Identified {
  readonly id?: string | null | undefined;
}

/** The address of a connection that Atlas shows: only its id addresses a failover connection. */
export function located(address: Address, { id }: Identified): Address {
  const { failover } = address;
  return failover ? { ...address, failover: { ...failover, id: failover.id ?? id ?? undefined } } : address;
}

/** The Pulumi id of a connection that Atlas shows at this address. */
export function idOf(address: Address, connection: Identified): string {
  return formatId(located(address, connection));
}

/** The name in messages. */
export function nameOf({ connectionName, failover }: Address): string {
  return failover ? existing.failoverName.text(connectionName, failover.region) : connectionName;
}

/** The resource whose id this is. */
export function kindOf(id: string): Kind {
  return id.split("/").length === 4 ? "failover" : "connection";
}

/**
 * Parses a Pulumi id.
 *
 * @param region of a failover connection, for messages.
 * @throws Error when it is not `projectId/workspaceName/connectionName`, and for a failover connection its id, with
 * allowed parts.
 */
export function parseId(id: string, kind: Kind = "connection", region?: unknown): Address {
  const [projectId, workspaceName, connectionName, ...rest] = id.split("/");
  const parsed = addressSchema.safeParse({ projectId, workspaceName, connectionName });
  const isAllowed =
    kind === "failover" ? rest.length === 1 && failoverId.safeParse(rest[0]).success : rest.length === 0;
  if (!parsed.success || !isAllowed) throw new Error(existing.invalidId.text[kind](id));
  if (kind === "connection") return parsed.data;
  return {
    ...parsed.data,
    failover: { id: rest[0], region: typeof region === "string" ? region : undefined },
  };
}
