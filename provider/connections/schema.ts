import { z } from "zod";
import { inputValues } from "../messages/input";
import { parseDuration } from "../shared/duration";
import { isObject, type JsonObject } from "../shared/json";
import { memoized } from "../shared/memoized";
import { addressShape } from "./address";
import type { CommonArgs, StreamConnectionTimeouts } from "./common";
import { kit, type ShapeOf } from "./kit";
import { checkNetworking } from "./networking";
import type { Report } from "./rules";
import { type ConnectionType, definitionOf } from "./types";

const timeout = z.string().refine((text) => parseDuration(text) !== undefined, {
  error: inputValues.duration.text,
  when: ({ value }) => typeof value === "string",
});

/** The schemas of the fields that every type has, except `type`. */
export const commonShape = {
  ...addressShape,
  region: kit.text.optional(),
  adopt: z.boolean().optional(),
  timeouts: kit
    .object<StreamConnectionTimeouts>({
      create: timeout.optional(),
      update: timeout.optional(),
      delete: timeout.optional(),
    })
    .optional(),
  secretsInState: z.boolean().optional(),
  additionalProperties: z.record(z.string(), z.unknown()).optional(),
} satisfies ShapeOf<CommonArgs>;

/** The schema of a type, built when it is first needed. */
export const schemaOf = memoized(buildSchema);

function buildSchema(type: ConnectionType): z.ZodObject {
  const { fields, rules } = definitionOf(type);
  const own = Object.entries(fields).map(([key, field]) => [key, field.schema(kit)] as const);
  const hasNetworking = Object.values(fields).some((field) => field.networking);
  return z.strictObject({ ...commonShape, type: z.literal(type), ...Object.fromEntries(own) }).check(
    checkWith((inputs, report) => {
      rules?.(inputs, report);
      if (hasNetworking) checkNetworking(inputs, report);
    }),
  );
}

/** Runs the check even when single fields are invalid, so that a user sees every mistake at once. */
function checkWith(check: (inputs: JsonObject, report: Report) => void) {
  return z.superRefine<JsonObject>(
    (inputs, context) => {
      check(inputs, (path, message) => context.addIssue({ code: "custom", path: path.split("."), message }));
    },
    { when: ({ value }) => isObject(value) },
  );
}
