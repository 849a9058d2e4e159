import assert from "node:assert/strict";
import type { Connection } from "../../provider/atlas/connection";
import { type Draft, DraftNames, draftOf } from "../../provider/cli/import/draft";
import type { Module } from "../../provider/cli/import/module";
import { type ConnectionType, isConnectionType } from "../../provider/connections/types";
import { examples, projectId, workspaceName } from "./examples";

export const workspace = { projectId, workspaceName };

/** A module of a program in TypeScript without a package.json. */
export const module: Module = { language: "TypeScript", isEsModule: false, isWholeProgram: false };

/** The answer of Atlas for the example: without write-only fields, with the fields that Atlas adds. */
export function connectionOf(
  type: ConnectionType,
  which: "full" | "minimal",
  changes: object = {},
): Connection {
  const {
    adopt: _,
    timeouts: __,
    projectId: ___,
    workspaceName: ____,
    connectionName,
    ...fields
  } = structuredClone(examples[type][which]) as Record<string, unknown>;
  for (const holder of [fields.authentication, fields.schemaRegistryAuthentication])
    for (const key of ["password", "clientSecret", "sslKey", "sslKeyPassword"])
      if (holder) delete (holder as Record<string, unknown>)[key];
  return {
    links: [],
    id: "a",
    state: "READY",
    region: "X",
    name: String(connectionName),
    type,
    ...fields,
    ...changes,
  };
}

export function drafts(connections: readonly Connection[]): Draft[] {
  const names = new DraftNames();
  return connections.map((connection) => {
    assert.ok(isConnectionType(connection.type));
    return draftOf(workspace, connection.type, connection, names);
  });
}

const types = Object.keys(examples).filter(isConnectionType);
/** Drafts of all examples. */
export const everything = () =>
  drafts(types.flatMap((type) => [connectionOf(type, "full"), connectionOf(type, "minimal")]));
