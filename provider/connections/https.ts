import type * as pulumi from "@pulumi/pulumi";
import type { Messages } from "../messages/entry";
import { isObject } from "../shared/json";
import type { CommonArgs } from "./common";
import type { ConnectionDefinition } from "./definition";

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
  /** The HTTPS endpoint's URL, `https://…` or `http://…`. */
  url: pulumi.Input<string>;
  /** Headers of every request to the HTTPS endpoint, by name. Their values are secrets. */
  headers?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

const messages = {
  headerValue: {
    text: "must not hold line breaks",
    cause: "The value of a header has a line break. A secret that is read from a file often ends with one.",
    cure: "Use `.trim()`.",
  },
  headerName: {
    text: (name: string) =>
      `has the name ${name}; a header's name holds letters, digits and !#$%&'*+-.^_\`|~ only`,
    cause: "The name of a header has a character that HTTP does not allow, for example a space or a colon.",
    cure: "Correct the name.",
  },
} satisfies Messages;

const fieldName = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** @hidden */
export const https: ConnectionDefinition<HttpsArgs> = {
  type: "Https",
  messages,
  fields: {
    url: { schema: ({ url }) => url("https", "http") },
    headers: {
      removedBy: "emptyMap",
      inside: { "*": { secret: true } },
      schema: ({ z }) => {
        const value = z.string().regex(/^[^\r\n\0]*$/, { error: messages.headerValue.text });
        return z.record(z.string(), value).optional();
      },
    },
  },
  rules: ({ headers }, report) => {
    for (const name of isObject(headers) ? Object.keys(headers) : []) {
      // The path ends at the map, because a name with dots or spaces would not read as part of a path.
      if (!fieldName.test(name)) report("headers", messages.headerName.text(JSON.stringify(name)));
    }
  },
};
