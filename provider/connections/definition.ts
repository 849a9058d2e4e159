import type * as pulumi from "@pulumi/pulumi";
import type { Messages } from "../messages/entry";
import type { CommonArgs } from "./common";
import type { Kit, SchemaOf } from "./kit";
import type { Report } from "./rules";
import type { Traits } from "./traits";

/**
 * A type of connection: everything that the provider knows about it. A user's program loads definitions too, so they
 * hold no zod; `schema` gets it from the provider process.
 *
 * @typeParam Args the interface of the type's arguments. Each of its fields needs an entry, and no other may have one.
 */
export interface ConnectionDefinition<Args extends { type: string }> {
  /** The name of the type in the API. */
  readonly type: Args["type"];
  /** Atlas has failover connections of this type. @internal */
  readonly canFailOver?: true;
  /** The fields that only some types have. @internal */
  readonly fields: {
    readonly [Key in keyof OwnFields<Args>]-?: FieldDefinition<Value<OwnFields<Args>, Key>>;
  };
  /** The messages of the type's own rules, for docs/troubleshooting.md. @internal */
  readonly messages?: Messages;
  /** Rules over several fields. They also run when single fields are invalid, so their inputs are not validated. @internal */
  readonly rules?: (inputs: Readonly<Record<string, unknown>>, report: Report) => void;
}

/** The fields of a type that not every type has. */
export type OwnFields<Args> = Omit<Args, keyof CommonArgs | "type">;

/** A top-level field. `undefined` in its value type means that it may be left out. @internal */
export type FieldDefinition<T> = Traits & {
  readonly schema: (kit: Kit) => SchemaOf<T>;
  /** The traits of fields inside it, by path, for example `aws.testBucket`; `*` stands for every key of a map. */
  readonly inside?: { readonly [Path in PathsIn<Exclude<T, undefined>>]?: Traits };
};

/** A field's value without Pulumi's wrappers, and `undefined` only where the field is optional. @internal */
export type Value<T, Key extends keyof T> =
  | Plain<T[Key]>
  | (Partial<Pick<T, Key>> extends Pick<T, Key> ? undefined : never);

/** What a `pulumi.Input` holds; unlike `pulumi.Unwrap`, it keeps the names of interfaces. */
export type Plain<T> = Exclude<T, undefined | Promise<unknown> | pulumi.OutputInstance<unknown>>;

/** @internal */
type PathsIn<T> = T extends string | number | boolean | readonly unknown[]
  ? never
  : string extends keyof T
    ? "*"
    : { [Key in keyof T & string]-?: Key | `${Key}.${PathsIn<Plain<T[Key]>>}` }[keyof T & string];

/** A definition of any type, for code that handles all types. @internal */
export interface AnyDefinition {
  readonly type: string;
  readonly canFailOver?: true;
  readonly fields: Readonly<Record<string, AnyField>>;
  readonly messages?: Messages;
  readonly rules?: ConnectionDefinition<{ type: string }>["rules"];
}

/** @internal */
type AnyField = Traits & {
  readonly schema: (kit: Kit) => import("zod").ZodType;
  readonly inside?: Readonly<Record<string, Traits | undefined>>;
};

/** The traits of fields by path. @internal */
export function traitsOf(fields: AnyDefinition["fields"]): ReadonlyMap<string, Traits> {
  const found = new Map<string, Traits>();
  for (const [key, { schema: _, inside = {}, ...traits }] of Object.entries(fields)) {
    found.set(key, traits);
    for (const [path, traitsInside] of Object.entries(inside))
      if (traitsInside) found.set(`${key}.${path}`, traitsInside);
  }
  return found;
}
