import type { ConnectionDefinition, OwnFields, Plain } from "./definition";
import type * as definitions from "./index";

type Definition = (typeof definitions)[keyof typeof definitions];
type ArgsOf<T> = T extends ConnectionDefinition<infer Args> ? Args : never;

/** The arguments of a `StreamConnection`; `type` says which fields there are. */
export type StreamConnectionArgs = ArgsOf<Definition>;

type OwnFieldsOfEach<Args> = Args extends unknown ? OwnFields<Args> : never;
type Intersection<Union> = (Union extends unknown ? (value: Union) => void : never) extends (
  value: infer Each,
) => void
  ? Each
  : never;

/** The fields that only some types have, with their doc comments. Only for its keys: a value may differ between types. */
export type OwnFieldsOfAll = Intersection<OwnFieldsOfEach<StreamConnectionArgs>>;

type FieldIn<Args, Key> = Args extends unknown ? (Key extends keyof Args ? Plain<Args[Key]> : never) : never;

/** The value of a field in the types that have it. */
export type FieldOf<Key extends keyof OwnFieldsOfAll> = FieldIn<StreamConnectionArgs, Key>;
