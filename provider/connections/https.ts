import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { isObject } from "../shared/json";
import { type CommonArgs, commonFields } from "./common";
import { rule, url } from "./rules";

/**
 * An HTTPS endpoint that stream processors call.
 *
 * @example
 * new StreamConnection("hook", { projectId, workspaceName, connectionName: "hook", type: "Https",
 *   url: "https://example.com/hook", headers: { Authorization: config.requireSecret("hookToken") } });
 */
export interface HttpsArgs extends CommonArgs {
  /** An HTTPS endpoint. A change replaces the connection. */
  type: "Https";
  /** The endpoint's URL, `https://…` or `http://…`. */
  url: pulumi.Input<string>;
  /** Headers of every request, by name. Their values are treated as secrets. */
  headers?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

const fieldName = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** @internal */
export const https = z
  .strictObject({
    ...commonFields,
    type: z.literal("Https").meta({ replaces: true }),
    url: url("https", "http"),
    headers: z
      .record(
        z.string(),
        z
          .string()
          .regex(/^[^\r\n\0]*$/, { error: "must not hold line breaks" })
          .meta({ secret: true }),
      )
      .optional()
      .meta({ cleared: "emptyMap" }),
  })
  .check(
    rule(({ headers }, report) => {
      for (const name of isObject(headers) ? Object.keys(headers) : []) {
        // The path ends at the map: a name with dots or spaces would not read as part of a path.
        if (!fieldName.test(name))
          report(
            "headers",
            `has the name ${JSON.stringify(name)}; a header's name holds letters, digits and !#$%&'*+-.^_\`|~ only`,
          );
      }
    }),
  );
