import { z } from "zod";
import { inputValues } from "../messages/input";
import type { Plain, Value } from "./definition";

/**
 * The schema type of a field's value. It follows from the args interface, so that the compiler compares fields, optional
 * fields and values of enumerations.
 */
export type SchemaOf<T> = undefined extends T
  ? z.ZodOptional<ValueSchema<Exclude<T, undefined>>>
  : ValueSchema<T>;

type ValueSchema<T> = unknown extends T
  ? z.ZodType
  : [T] extends [string]
    ? [Named<T>] extends [never]
      ? z.ZodType<string>
      : z.ZodEnum<{ [Name in Named<T>]: Name }> & z.ZodType<Named<T>>
    : [T] extends [boolean]
      ? z.ZodType<boolean>
      : [T] extends [readonly (infer Item)[]]
        ? z.ZodArray<ValueSchema<Plain<Item>>>
        : T extends Readonly<Record<string, infer Item>>
          ? string extends keyof T
            ? z.ZodRecord<z.ZodString, ValueSchema<Plain<Item>>>
            : ObjectSchema<T>
          : ObjectSchema<T>;

/** The values that a `OneOf` names. */
type Named<T> = T extends string ? (string extends T ? never : T) : never;

declare const described: unique symbol;

/** The schema of an object whose fields the compiler has compared with the interface `T`. */
export type ObjectSchema<T> = z.ZodType & { readonly [described]: T };

/** The schemas of the fields of an interface. */
export type ShapeOf<T> = { readonly [Key in keyof T]-?: SchemaOf<Value<T, Key>> };

/** An object with exactly the fields of an interface: `object<KafkaSecurity>({ … })`. */
function object<T extends object>(shape: ShapeOf<T>): ObjectSchema<T> {
  return z.strictObject(shape as z.ZodRawShape) as unknown as ObjectSchema<T>;
}

type Variants<T extends { type: unknown }> = {
  readonly [Name in Named<Plain<T["type"]>>]: {
    readonly [Key in Exclude<keyof T, "type">]-?: ValueSchema<Plain<T[Key]>> | null;
  };
};

/** An object whose other fields depend on its `type`: one shape for each type, with `null` for a field that it does not have. */
function variants<T extends { type: unknown }>(shapes: Variants<T>): ObjectSchema<T> {
  const options: z.ZodObject[] = Object.entries<Readonly<Record<string, z.ZodType | null>>>(shapes).map(
    ([type, shape]) => {
      const fields = Object.entries(shape).flatMap(([key, field]) => (field ? [[key, field] as const] : []));
      return z.strictObject({ type: z.literal(type), ...Object.fromEntries(fields) });
    },
  );
  const [first, ...others] = options as [z.ZodObject, ...z.ZodObject[]];
  return z.discriminatedUnion("type", [first, ...others]) as unknown as ObjectSchema<T>;
}

/** A text that must not be empty. */
const text = z.string().min(1, { error: inputValues.empty.text });

/** 24 hexadecimal digits, as Atlas writes every id. */
export function objectId(of: keyof typeof inputValues.objectId.text) {
  return z.string().regex(/^[a-f0-9]{24}$/, { error: inputValues.objectId.text[of] });
}

/** A text that must be a URL with one of these schemes and a host. */
function url(...schemes: readonly string[]) {
  const allowed = schemes.map((scheme) => `${scheme}://`).join(" or ");
  return z.string().refine(
    (value) => {
      // `new URL` repairs "https:host", back slashes and line breaks; Atlas may read them in another way.
      if (!/^[a-z]+:\/\/[^\s/\\]\S*$/i.test(value) || !URL.canParse(value)) return false;
      return schemes.includes(new URL(value).protocol.slice(0, -1));
    },
    {
      error: inputValues.url.text(allowed),
      when: ({ value }) => typeof value === "string",
    },
  );
}

/** Two expressions, because a single one tries every BEGIN with every END: minutes for a long text. */
function isPem(text: string): boolean {
  const begin = /-----BEGIN [A-Z0-9 ]+-----/.exec(text);
  return begin !== null && /-----END [A-Z0-9 ]+-----/.test(text.slice(begin.index + begin[0].length));
}

/** A certificate or key in PEM form: text with `-----BEGIN …-----`. */
const pem = z.string().refine(isPem, {
  error: inputValues.pem.text,
  when: ({ value }) => typeof value === "string",
});

/** The ARN of an IAM role. */
const roleArn = z
  .string()
  .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/\S+$/, { error: inputValues.roleArn.text });

/** zod, and the schemas that several types share. */
export const kit = { z, object, variants, text, url, pem, objectId, roleArn };

export type Kit = typeof kit;
