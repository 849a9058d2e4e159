import type { Lifecycle } from "./lifecycle/states";
import type { JsonObject } from "./types";

/** A connection or a failover connection as the server stores it. It is immutable: a write replaces it. */
export interface StoredConnection {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly region: string;
  /** The type's own fields, as the API returns them. */
  readonly fields: JsonObject;
  /** Write-only values by path, for assertions in tests. They are never saved to the file. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly life: Readonly<Lifecycle>;
  /** The failover connections of a connection by id; they have its name. */
  readonly failovers: StoredConnections;
}

/** Connections by name, or failover connections by id. */
export type StoredConnections = ReadonlyMap<string, StoredConnection>;

/** The connections of one workspace by name. Concurrent writes overwrite the whole document. */
export type WorkspaceDocument = StoredConnections;
