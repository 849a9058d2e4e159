import { readFileSync } from "node:fs";
import { documentPath, failoverDocumentPath, missingContract } from "./folder";

/** The parts of a schema of OpenAPI 3.0 that the document uses. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  allOf?: Schema[];
  oneOf?: Schema[];
  discriminator?: { propertyName: string; mapping: Record<string, string> };
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
  nullable?: boolean;
  readOnly?: boolean;
  writeOnly?: boolean;
  additionalProperties?: Schema | boolean;
  [keyword: string]: unknown;
}

export interface Parameter {
  $ref?: string;
  name: string;
  in: "path" | "query";
  schema: Schema;
}

export interface Operation {
  operationId: string;
  parameters: Parameter[];
  requestBody?: unknown;
  responses: Record<string, { $ref?: string; content?: Record<string, { schema?: Schema }> }>;
}

export interface OpenApiDocument {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; parameters: Record<string, Parameter> };
}

/** The unchanged official document. */
export function readDocument(): OpenApiDocument {
  if (!documentPath) throw new Error(missingContract);
  const document: OpenApiDocument = JSON.parse(readFileSync(documentPath, "utf8"));
  if (failoverDocumentPath) {
    const { paths, components }: OpenApiDocument = JSON.parse(readFileSync(failoverDocumentPath, "utf8"));
    Object.assign(document.paths, paths);
    Object.assign(document.components.schemas, components.schemas);
  }
  return document;
}

/** Whether the document is new enough to have failover connections. */
export function hasFailovers({ components }: OpenApiDocument): boolean {
  return components.schemas.StreamsFailoverConnection !== undefined;
}

/** Direction of a body. Responses must not have write-only fields; requests may leave out read-only ones. */
export type Direction = "request" | "response";

/** The schemas for one direction. Types are flat, unknown fields are refused, and known defects are corrected. */
export class Schemas {
  constructor(
    private readonly document: OpenApiDocument,
    private readonly direction: Direction,
  ) {}

  /** The ten types by name. */
  connections(): Map<string, Schema> {
    return this.types("StreamsConnection");
  }

  /** The types of failover connections by name; none in an older document. */
  failovers(): Map<string, Schema> {
    return hasFailovers(this.document) ? this.types("StreamsFailoverConnection") : new Map();
  }

  private types(name: string): Map<string, Schema> {
    const mapping = this.named(name).discriminator?.mapping ?? {};
    return new Map(
      Object.entries(mapping).map(([type, ref]) => {
        const schema = this.flat({ $ref: ref });
        // Defect: the mapping has S3, but the enum does not.
        schema.properties = { ...schema.properties, type: { const: type } };
        schema.required = [...new Set([...(schema.required ?? []), "type", "name"])];
        return [type, this.closed(schema)];
      }),
    );
  }

  apiError(): Schema {
    const schema = this.closed(this.flat(this.named("ApiError")));
    // Defect: actual parameters are strings, numbers or null.
    schema.properties = { ...schema.properties, parameters: { type: ["array", "null"] } };
    return schema;
  }

  private named(name: string): Schema {
    const schema = this.document.components.schemas[name];
    if (!schema) throw new Error(`The document has no schema ${name}`);
    return structuredClone(schema);
  }

  private resolve(schema: Schema): Schema {
    return schema.$ref === undefined ? schema : this.named(schema.$ref.split("/").at(-1) ?? "");
  }

  /**
   * Merges `allOf` into one object. Drops the `oneOf` of a base: base and types refer to each other (a defect), so a
   * validator would not terminate.
   */
  private flat(schema: Schema): Schema {
    const { allOf = [], oneOf: _, discriminator: __, readOnly: ___, ...own } = this.resolve(schema);
    const parts = [...allOf.map((part) => this.flat(part)), own];
    const properties = Object.assign({}, ...parts.map((part) => part.properties ?? {}));
    const required = [...new Set(parts.flatMap((part) => part.required ?? []))];
    return { ...own, ...(Object.keys(properties).length > 0 ? { properties } : {}), required };
  }

  /** Converts nested schemas to JSON Schema, and refuses unknown keys. */
  private closed(schema: Schema): Schema {
    const { nullable, ...rest } = schema;
    const result: Schema = { ...rest };
    if (schema.properties) {
      const known = Object.entries(schema.properties).filter(([, property]) => this.isAllowed(property));
      result.properties = Object.fromEntries(
        known.map(([key, property]) => [key, this.child(key, property)]),
      );
      result.required = (schema.required ?? []).filter((key) => result.properties?.[key]);
      result.additionalProperties = false;
    }
    if (schema.items) result.items = this.child("", schema.items);
    if (!nullable) return result;
    return { anyOf: [result, { type: "null" }] };
  }

  private child(key: string, schema: Schema): Schema {
    const resolved = this.resolve(schema);
    if (!resolved.discriminator) {
      const flat = this.flat(resolved);
      // Only older documents have this field, and the provider supports it.
      if (key === "authentication" && flat.properties) flat.properties.httpsCaPem = { type: "string" };
      return this.closed(flat);
    }
    const { propertyName, mapping } = resolved.discriminator;
    const variants = Object.entries(mapping).map(([value, ref]) => {
      const flat = this.flat({ $ref: ref });
      flat.properties = { ...flat.properties, [propertyName]: { const: value } };
      return this.closed(flat);
    });
    return { oneOf: variants };
  }

  private isAllowed(schema: Schema): boolean {
    const resolved = this.resolve(schema);
    if (this.direction === "response") return !resolved.writeOnly;
    // Requests may contain empty `links`, as recorded ones do.
    return !resolved.readOnly || resolved.items?.$ref?.endsWith("/Link") === true;
  }
}
