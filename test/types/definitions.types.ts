/*
 * Checked by the compiler alone: at each level, a definition and its args interface have the same fields, the same of
 * them optional, and the same values of enumerations. Each `@ts-expect-error` is itself an error once the line below it
 * compiles.
 */
import type * as pulumi from "@pulumi/pulumi";
import type { CommonArgs, OneOf } from "../../provider";
import type { ConnectionDefinition, FieldDefinition } from "../../provider/connections/definition";

interface Login {
  user: pulumi.Input<string>;
  password?: pulumi.Input<string>;
  kind?: pulumi.Input<OneOf<"A" | "B">>;
}

interface InventedArgs extends CommonArgs {
  type: "Invented";
  url: pulumi.Input<string>;
  login: pulumi.Input<Login>;
  labels?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

type Definition = ConnectionDefinition<InventedArgs>;
type Fields = Definition["fields"];

const url: Fields["url"] = { schema: ({ text }) => text };
const login: Fields["login"] = {
  inside: { password: { secret: true, writeOnly: true } },
  schema: ({ z, object, text }) =>
    object<Login>({ user: text, password: text.optional(), kind: z.enum(["A", "B"]).optional() }),
};
const labels: Fields["labels"] = {
  inside: { "*": { secret: true } },
  schema: ({ z }) => z.record(z.string(), z.string()).optional(),
};

export const whole: Definition = { type: "Invented", fields: { url, login, labels } };

// --- Top-level fields ----------------------------------------------------------------------------------------------

// @ts-expect-error the type has another name
export const renamed: Definition = { type: "Other", fields: { url, login, labels } };
// @ts-expect-error a field of the interface is missing
export const missing: Definition = { type: "Invented", fields: { url, login } };
// @ts-expect-error the interface has no such field
export const added: Definition = { type: "Invented", fields: { url, login, labels, color: url } };
// @ts-expect-error every type has it
export const common: Definition = { type: "Invented", fields: { url, login, labels, region: url } };
// @ts-expect-error the interface requires it
export const optional: Fields["url"] = { schema: ({ text }) => text.optional() };
// @ts-expect-error the interface does not require it
export const required: Fields["labels"] = { schema: ({ z }) => z.record(z.string(), z.string()) };
// @ts-expect-error it is a text
export const number: Fields["url"] = { schema: ({ z }) => z.number() };

// --- Fields inside an object ---------------------------------------------------------------------------------------

type LoginSchema = FieldDefinition<Login>["schema"];

export const missingInside: LoginSchema = ({ z, object, text }) =>
  // @ts-expect-error the interface has `password` too
  object<Login>({ user: text, kind: z.enum(["A", "B"]).optional() });
export const addedInside: LoginSchema = ({ z, object, text }) =>
  // @ts-expect-error the interface has no `color`
  object<Login>({ user: text, password: text.optional(), kind: z.enum(["A", "B"]).optional(), color: text });
export const optionalInside: LoginSchema = ({ z, object, text }) =>
  object<Login>({
    // @ts-expect-error the interface requires it
    user: text.optional(),
    password: text.optional(),
    kind: z.enum(["A", "B"]).optional(),
  });
export const fewerValues: LoginSchema = ({ z, object, text }) =>
  // @ts-expect-error the interface names B too
  object<Login>({ user: text, password: text.optional(), kind: z.enum(["A"]).optional() });
export const moreValues: LoginSchema = ({ z, object, text }) =>
  // @ts-expect-error the interface does not name C
  object<Login>({ user: text, password: text.optional(), kind: z.enum(["A", "B", "C"]).optional() });
// @ts-expect-error only `object` checks the fields against the interface
export const unchecked: LoginSchema = ({ z, text }) => z.strictObject({ user: text });

// --- Traits --------------------------------------------------------------------------------------------------------

// @ts-expect-error the interface has no such field
export const misspelt: Fields["login"] = { ...login, inside: { pasword: { secret: true } } };
// @ts-expect-error a value that Atlas never returns is a secret
export const unmarked: Fields["login"] = { ...login, inside: { password: { writeOnly: true } } };
// @ts-expect-error there is no such trait
export const unknownTrait: Fields["url"] = { ...url, secrett: true };

// --- Variants ------------------------------------------------------------------------------------------------------

interface Access {
  type: pulumi.Input<OneOf<"KEY" | "NONE">>;
  key?: pulumi.Input<string>;
}

type AccessSchema = FieldDefinition<Access>["schema"];

export const variants: AccessSchema = ({ variants, text }) =>
  variants<Access>({ KEY: { key: text }, NONE: { key: null } });
// @ts-expect-error a type is missing
export const fewerVariants: AccessSchema = ({ variants, text }) => variants<Access>({ KEY: { key: text } });
export const fieldOfNoVariant: AccessSchema = ({ variants, text }) =>
  // @ts-expect-error NONE must say whether it has `key`
  variants<Access>({ KEY: { key: text }, NONE: {} });
