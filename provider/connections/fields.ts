import { z } from "zod";
import { memoized } from "../shared/memoized";
import { commonTraits } from "./common";
import { traitsOf } from "./definition";
import { schemaOf } from "./schema";
import type { Traits } from "./traits";
import { type ConnectionType, definitionOf } from "./types";

/** One field of a type. Objects are fields too, and come before the fields that they hold. */
export interface Field {
  /** Keys from the inputs down to the field; `*` stands for every key of a map. */
  path: readonly string[];
  traits: Traits;
  required: boolean;
  /** What it holds: an object with fields of its own, a map, a list, or one value. */
  kind: "object" | "map" | "list" | "value";
  /** The values of an enumeration. */
  allowed?: readonly string[];
}

/** True when a path is the other one, or below it. */
export function isAtOrBelow(path: readonly string[], other: readonly string[]): boolean {
  return other.every((key, depth) => path[depth] === key);
}

/** Atlas cannot change the field at the path, or an object above it, in place. */
export function isImmutable(fields: readonly Field[], path: readonly string[]): boolean {
  return fields.some((field) => field.traits.replaces && isAtOrBelow(path, field.path));
}

type Shape = Omit<Field, "traits">;

/** A field and the fields inside it, read from its schema. */
function* fieldsIn(path: readonly string[], wrapped: z.core.$ZodType): Generator<Shape> {
  const required = !(wrapped instanceof z.ZodOptional);
  const schema = required ? wrapped : wrapped.unwrap();
  if (schema instanceof z.ZodObject) {
    if (path.length > 0) yield { path, required, kind: "object" };
    for (const [key, child] of Object.entries(schema.shape)) yield* fieldsIn([...path, key], child);
  } else if (schema instanceof z.ZodDiscriminatedUnion) {
    yield { path, required, kind: "object" };
    const discriminator = schema.def.discriminator;
    for (const option of schema.options) {
      for (const field of fieldsIn(path, option)) {
        if (field.path.length === path.length) continue;
        // A field that one option requires may be missing in another.
        yield { ...field, required: field.required && field.path[path.length] === discriminator };
      }
    }
  } else if (schema instanceof z.ZodRecord) {
    yield { path, required, kind: "map" };
    yield* fieldsIn([...path, "*"], schema.valueType);
  } else if (schema instanceof z.ZodArray) {
    yield { path, required, kind: "list" };
  } else {
    const allowed =
      schema instanceof z.ZodEnum || schema instanceof z.ZodLiteral ? { allowed: valuesOf(schema) } : {};
    yield { path, required, kind: "value", ...allowed };
  }
}

function valuesOf(schema: z.ZodEnum | z.ZodLiteral): string[] {
  return (schema instanceof z.ZodEnum ? schema.options : [...schema.values]).map(String);
}

/** Merges fields that several options of a union share. The result allows the values of all options. */
function mergeByPath(fields: Iterable<Shape>): Shape[] {
  const byPath = new Map<string, Shape>();
  for (const field of fields) {
    const key = field.path.join(".");
    const before = byPath.get(key);
    const allowed = [...new Set([...(before?.allowed ?? []), ...(field.allowed ?? [])])];
    byPath.set(key, { ...before, ...field, ...(allowed.length > 0 ? { allowed } : {}) });
  }
  return [...byPath.values()];
}

/** Every field of a type, in the order of its schema. */
export const fieldsOf = memoized((type: ConnectionType): readonly Field[] => {
  const traitsByPath = new Map([
    ...Object.entries<Traits>(commonTraits),
    ...traitsOf(definitionOf(type).fields),
  ]);
  return mergeByPath(fieldsIn([], schemaOf(type))).map((field) => ({
    ...field,
    traits: traitsByPath.get(field.path.join(".")) ?? {},
  }));
});
