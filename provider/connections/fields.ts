import { z } from "zod";
import type { FieldMeta } from "./fieldMeta";
import { type ConnectionType, schemaOf } from "./index";

/** One field of a type's schema. Objects are fields too, and come before what they hold. */
export interface Field {
  /** Keys from the inputs down to the field; `*` stands for every key of a map. */
  path: readonly string[];
  meta: FieldMeta;
  required: boolean;
  /** What it holds: an object with fields of its own, a map, a list, or one value. */
  kind: "object" | "map" | "list" | "value";
  /** The values of an enumeration. */
  allowed?: readonly string[];
}

interface Unwrapped {
  schema: z.core.$ZodType;
  meta: FieldMeta;
  required: boolean;
}

/** Looks through `.optional()`, gathering what every layer's `.meta()` says. */
function unwrap(schema: z.core.$ZodType): Unwrapped {
  const own = (z.globalRegistry.get(schema) ?? {}) as FieldMeta;
  if (!(schema instanceof z.ZodOptional)) return { schema, meta: own, required: true };
  const inner = unwrap(schema.unwrap());
  return { schema: inner.schema, meta: { ...inner.meta, ...own }, required: false };
}

function* walk(path: readonly string[], wrapped: z.core.$ZodType): Generator<Field> {
  const { schema, meta, required } = unwrap(wrapped);
  if (schema instanceof z.ZodObject) {
    if (path.length > 0) yield { path, meta, required, kind: "object" };
    for (const [key, child] of Object.entries(schema.shape)) yield* walk([...path, key], child);
  } else if (schema instanceof z.ZodDiscriminatedUnion) {
    yield { path, meta, required, kind: "object" };
    const discriminator = schema.def.discriminator;
    for (const option of schema.options) {
      for (const field of walk(path, option)) {
        if (field.path.length === path.length) continue;
        // What one option demands, another may not have.
        yield { ...field, required: field.required && field.path[path.length] === discriminator };
      }
    }
  } else if (schema instanceof z.ZodRecord) {
    yield { path, meta, required, kind: "map" };
    yield* walk([...path, "*"], schema.valueType);
  } else if (schema instanceof z.ZodArray) {
    yield { path, meta, required, kind: "list" };
  } else {
    const allowed =
      schema instanceof z.ZodEnum || schema instanceof z.ZodLiteral ? { allowed: valuesOf(schema) } : {};
    yield { path, meta, required, kind: "value", ...allowed };
  }
}

function valuesOf(schema: z.ZodEnum | z.ZodLiteral): string[] {
  return (schema instanceof z.ZodEnum ? schema.options : [...schema.values]).map(String);
}

/** Where a union's options give one field twice, the values add up. */
function merge(fields: Iterable<Field>): Field[] {
  const byPath = new Map<string, Field>();
  for (const field of fields) {
    const key = field.path.join(".");
    const before = byPath.get(key);
    const allowed = [...new Set([...(before?.allowed ?? []), ...(field.allowed ?? [])])];
    byPath.set(key, { ...before, ...field, ...(allowed.length > 0 ? { allowed } : {}) });
  }
  return [...byPath.values()];
}

const cache = new Map<ConnectionType, readonly Field[]>();

/** Every field of a type, in the order of its schema. */
export function fieldsOf(type: ConnectionType): readonly Field[] {
  let fields = cache.get(type);
  if (!fields) {
    fields = merge(walk([], schemaOf(type)));
    cache.set(type, fields);
  }
  return fields;
}
