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
}

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
} satisfies Record<keyof Address, z.ZodType>;

const addressSchema = z.object(addressShape);

export const addressKeys = Object.keys(addressShape) as readonly (keyof Address)[];

/** The address in a connection's inputs, which `check` has validated. */
export function addressOf({ projectId, workspaceName, connectionName }: JsonObject): Address {
  return { projectId, workspaceName, connectionName } as Address;
}

/** The Pulumi id in the inputs of a resource of the state. Undefined before the first refresh after an import. */
export function idIn(olds: JsonObject): string | undefined {
  const address = addressOf(olds);
  return addressKeys.every((key) => typeof address[key] === "string") ? formatId(address) : undefined;
}

/** The Pulumi id of the connection at this address. */
export function formatId({ projectId, workspaceName, connectionName }: Address): string {
  return `${projectId}/${workspaceName}/${connectionName}`;
}

/**
 * Parses a Pulumi id.
 * @throws Error when it is not `projectId/workspaceName/connectionName` with three allowed parts.
 */
export function parseId(id: string): Address {
  const [projectId, workspaceName, connectionName, ...rest] = id.split("/");
  const parsed = addressSchema.safeParse({ projectId, workspaceName, connectionName });
  if (!parsed.success || rest.length > 0) {
    throw new Error(existing.invalidId.text(id));
  }
  return parsed.data;
}
