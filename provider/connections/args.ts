import type { CommonArgs } from "./common";
import type { ConnectionDefinition, OwnFields, Plain } from "./definition";
import type * as definitions from "./index";
import type { SampleArgs } from "./sample";

type Definition = (typeof definitions)[keyof typeof definitions];
type ArgsOf<T> = T extends ConnectionDefinition<infer Args> ? Args : never;
/** @inline */
type ArgsOfOtherTypes = Exclude<ArgsOf<Definition>, SampleArgs>;

// As a union of two, typedoc lists all types, and editors show the name of the alias.
/** The arguments of a `StreamConnection`; `type` says which fields there are. */
export type StreamConnectionArgs = SampleArgs | ArgsOfOtherTypes;

/**
 * The arguments of a `StreamConnection` without some fields that all types have, for functions and components that add
 * these themselves. `type` still says which other fields there are; after TypeScript's own `Omit` it would not.
 *
 * @typeParam Key the fields to leave out, for example `"projectId" | "workspaceName"`.
 * @typeParam Args the types of connections, for example `KafkaArgs | HttpsArgs`. Default: all.
 * @example
 * function connect(name: string, args: StreamConnectionArgsWithout<"projectId" | "workspaceName" | "connectionName">) {
 *   return new StreamConnection(name, { ...workspace, connectionName: name, ...args });
 * }
 */
export type StreamConnectionArgsWithout<
  Key extends keyof CommonArgs,
  Args extends StreamConnectionArgs = StreamConnectionArgs,
> = Args extends unknown ? Omit<Args, Key> : never;

type OwnFieldsOfEach<Args> = Args extends unknown ? OwnFields<Args> : never;
type Intersection<Union> = (Union extends unknown ? (value: Union) => void : never) extends (
  value: infer Each,
) => void
  ? Each
  : never;

/** The fields that only some types have, with their doc comments. Only for its keys: a value may differ between types. */
export type OwnFieldsOfAll = Intersection<OwnFieldsOfEach<StreamConnectionArgs>>;

type FieldIn<Args, Key> = Args extends unknown ? (Key extends keyof Args ? Plain<Args[Key]> : never) : never;

/** Texts, lists and maps without `pulumi.Input`; interfaces by their name. */
type Resolved<T> = T extends string
  ? string
  : T extends readonly (infer Item)[]
    ? Plain<Item>[]
    : string extends keyof T
      ? Record<string, Plain<T[keyof T]>>
      : T;

/** The value of a field in the types that have it. @inline */
export type FieldOf<Key extends keyof OwnFieldsOfAll> = Resolved<FieldIn<StreamConnectionArgs, Key>>;
