import type { Lifecycle } from "./lifecycle/states";
import type { JsonObject } from "./types";

/** A connection as the server keeps it. Never changed in place: a write puts another one into its stead. */
export interface StoredConnection {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly region: string;
  /** The type's own fields as they are answered. */
  readonly fields: JsonObject;
  /** Write-only values by path, for tests to assert on. In memory only: the file never holds them. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly life: Readonly<Lifecycle>;
}

/** The connections of one workspace by name: the document that concurrent writers overwrite. */
export type WorkspaceDocument = ReadonlyMap<string, StoredConnection>;
