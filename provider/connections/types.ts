import type { StreamConnectionArgs } from "./args";
import type { AnyDefinition } from "./definition";
import * as definitions from "./index";

/** The resources' types in Pulumi, which include class and package. */
export const typeToken = "pulumi-nodejs:dynamic/mongodbatlas:StreamConnection";
export const failoverTypeToken = "pulumi-nodejs:dynamic/mongodbatlas:StreamConnectionFailover";

/** The name of a type of connection in the API. */
export type ConnectionType = StreamConnectionArgs["type"];

/** The definition of every type, by its name in the API. */
export const connectionTypes = Object.fromEntries(
  Object.values<AnyDefinition>(definitions).map((definition) => [definition.type, definition]),
) as Readonly<Record<ConnectionType, AnyDefinition>>;

/** The definition of a type. A type that is newer than this version has only the fields of every type. */
export function definitionOf(type: string): AnyDefinition {
  return isConnectionType(type) ? connectionTypes[type] : { type, fields: {} };
}

export function isConnectionType(value: unknown): value is ConnectionType {
  return typeof value === "string" && Object.hasOwn(connectionTypes, value);
}
