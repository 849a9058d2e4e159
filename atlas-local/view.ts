import { isObject, setKey } from "./json";
import { stateAt } from "./lifecycle/states";
import type { Dialect } from "./options";
import { serverSpelling } from "./spelling";
import type { StoredConnection } from "./stored";
import type { Connection, Json, JsonObject } from "./types";
import { type Field, type Fields, fieldsByType } from "./validation/fields";

/** Converts a stored connection to its API form; `undefined` when it no longer exists. */
export type View = (connection: StoredConnection) => Connection | undefined;

export function createView(now: () => number, dialect: Dialect): View {
  const { spelling = false } = dialect;
  const asStored = (_: string, fields: JsonObject) => fields;
  const spell = typeof spelling === "function" ? spelling : spelling ? serverSpelling : asStored;
  return (stored) => {
    const state = stateAt(stored.life, now());
    if (!state) return undefined;
    const { id, name, type, region } = stored;
    const spelled = { ...stored, fields: spell(type, stored.fields) };
    const fields = show(withNetworking(spelled, dialect), fieldsByType[type] ?? {}, dialect);
    return {
      ...fields,
      ...(dialect.links ? { links: [] } : {}),
      id,
      name,
      region,
      state,
      type,
    } as Connection;
  };
}

/** Converts to the JSON of a response. Responses to PATCH have no `state`. */
export function toBody(connection: Connection, withState: boolean): JsonObject {
  const { state, ...rest } = connection;
  return (withState ? { ...rest, state } : rest) as JsonObject;
}

function show(object: JsonObject, fields: Fields, dialect: Dialect): JsonObject {
  const result: JsonObject = {};
  for (const [key, value] of Object.entries(object)) {
    const shown = showField(value, fields[key], dialect);
    if (shown !== undefined) setKey(result, key, shown);
  }
  return result;
}

function showField(value: Json, field: Field | undefined, dialect: Dialect): Json | undefined {
  if (field?.kind === "map" && isObject(value) && Object.keys(value).length === 0)
    return dialect.emptyMaps ? value : undefined;
  if (field?.kind !== "object" || !isObject(value)) return value;
  return { ...(dialect.links ? { links: [] } : {}), ...show(value, field.fields, dialect) };
}

/** Adds the default networking that the service returns for types with networking. */
function withNetworking({ type, fields }: StoredConnection, dialect: Dialect): JsonObject {
  const added: JsonObject = {};
  for (const key of ["networking", "publicPrivateNetworking"] as const) {
    if (!dialect[key] || !Object.hasOwn(fieldsByType[type] ?? {}, key)) continue;
    const given = isObject(fields[key]) ? fields[key] : {};
    const access = isObject(given.access) ? given.access : {};
    added[key] = { ...given, access: { type: "PUBLIC", ...access } };
  }
  return { ...fields, ...added };
}
