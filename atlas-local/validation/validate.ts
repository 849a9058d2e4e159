import { invalidAttribute, invalidJsonAttribute, missingAttribute, validationError } from "../errors";
import { isObject, setKey } from "../json";
import type { Json, JsonObject, NetworkingAccessType } from "../types";
import { areBootstrapServers, isWebUrl } from "./addresses";
import { connectionTypes, type Field, type Fields, fieldsByType, fieldsOfAnyType } from "./fields";

/** Ignored at every depth, because clients may send back a response. */
const readOnly = new Set(["id", "links", "state"]);

/** A validated request body. */
export interface ValidBody {
  name: string;
  type: string;
  region?: string;
  /** The fields of this type, without read-only ones; `null` clears a field. */
  fields: JsonObject;
}

/**
 * Checks a body. With `before`, it may leave out these fields, as in a PATCH that merges.
 *
 * @param isNewer accepts types, fields and values that the table does not have.
 * @throws ApiError for the first mistake; the service also reports one at a time.
 */
export function validate(body: unknown, before?: JsonObject, isNewer = false): ValidBody {
  if (!isObject(body)) throw validationError("The request body must be an object");
  const type = requiredText(body, "type");
  const name = requiredText(body, "name");
  const fields = fieldsByType[type] ?? {};
  if (!connectionTypes.includes(type) && !isNewer) throw invalidAttribute("type");
  const region = body.region;
  if (region !== undefined && typeof region !== "string") throw invalidJsonAttribute("region");

  const known: JsonObject = {};
  for (const [key, value] of Object.entries(body)) {
    const isUnknown = !Object.hasOwn(fields, key) && !isBase(key) && !fieldsOfAnyType.has(key);
    if (isUnknown && !isNewer) throw invalidAttribute(key);
    if (isUnknown || Object.hasOwn(fields, key)) setKey(known, key, value);
  }
  const checked = checkFields(known, fields, "", { isPartial: before !== undefined, isNewer });
  const whole = { ...before, ...checked };
  checkMeaning(checked, accessTypeOf(whole));
  checkSasl(whole);
  return { name, type, ...(region === undefined ? {} : { region }), fields: checked };
}

function isBase(key: string): boolean {
  return key === "name" || key === "type" || key === "region" || readOnly.has(key);
}

function requiredText(body: JsonObject, key: string): string {
  const value = body[key];
  if (value === undefined || value === null || value === "") throw missingAttribute(key);
  if (typeof value !== "string") throw invalidJsonAttribute(key);
  return value;
}

interface Leniency {
  /** Fields may be left out. */
  isPartial: boolean;
  isNewer: boolean;
}

function checkFields(object: JsonObject, fields: Fields, prefix: string, leniency: Leniency): JsonObject {
  const { isPartial, isNewer } = leniency;
  for (const [key, field] of Object.entries(fields)) {
    const missing = !Object.hasOwn(object, key) || (object[key] === null && !isPartial);
    if (field.required && !isPartial && missing) throw missingAttribute(prefix + key);
  }
  const result: JsonObject = {};
  for (const [key, value] of Object.entries(object)) {
    if (readOnly.has(key) && !Object.hasOwn(fields, key)) continue;
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (!field && !isNewer) throw invalidAttribute(prefix + key);
    setKey(result, key, field ? checkField(value, field, prefix + key, isNewer) : value);
  }
  return result;
}

function checkField(value: Json, field: Field, path: string, isNewer: boolean): Json {
  if (value === null) {
    if (field.nullable) return null;
    throw invalidJsonAttribute(path);
  }
  switch (field.kind) {
    case "string":
      if (typeof value !== "string") throw invalidJsonAttribute(path);
      if (field.oneOf && !field.oneOf.includes(value) && !isNewer) throw invalidAttribute(path);
      if (field.pattern && !field.pattern.test(value)) throw invalidAttribute(path);
      if (field.required && value === "") throw missingAttribute(path);
      return value;
    case "object":
      if (!isObject(value)) throw invalidJsonAttribute(path);
      // Required fields are also required in a PATCH, which replaces a top-level object as a whole.
      return checkFields(value, field.fields, `${path}.`, { isPartial: false, isNewer });
    case "map":
      if (!isObject(value)) throw invalidJsonAttribute(path);
      for (const [key, entry] of Object.entries(value))
        if (typeof entry !== "string") throw invalidJsonAttribute(`${path}.${key}`);
      return value;
    case "urls":
      return checkUrls(value, field.maxItems, path);
  }
}

function checkUrls(value: Json, maxItems: number, path: string): Json {
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string"))
    throw invalidJsonAttribute(path);
  if (value.length === 0) throw missingAttribute(path);
  if (value.length > maxItems || new Set(value).size < value.length) throw invalidAttribute(path);
  if (!value.every(isWebUrl)) throw validationError("Invalid url");
  return value;
}

/** Rules that concern several fields, or the content of a string. */
function checkMeaning(fields: JsonObject, access: string): void {
  if (typeof fields.url === "string" && !isWebUrl(fields.url)) throw validationError("Invalid url");
  if (typeof fields.bootstrapServers === "string") {
    const mustBePublic = access === "PUBLIC";
    if (!areBootstrapServers(fields.bootstrapServers, { mustBePublic }))
      throw validationError("Invalid bootstrapServers");
  }
  const registry = fields.schemaRegistryAuthentication;
  if (isObject(registry) && registry.type === "USER_INFO") {
    for (const key of ["username", "password"])
      if (!registry[key]) throw missingAttribute(`schemaRegistryAuthentication.${key}`);
  }
}

/** SASL requires a mechanism. Inferred: mutual TLS and PLAINTEXT do not. */
function checkSasl({ security, authentication }: JsonObject): void {
  if (!isObject(security) || !String(security.protocol).startsWith("SASL")) return;
  if (!isObject(authentication) || !authentication.mechanism)
    throw missingAttribute("authentication.mechanism");
}

/** `PUBLIC` unless one of the two networking fields says otherwise. */
export function accessTypeOf(fields: JsonObject): NetworkingAccessType {
  for (const key of ["networking", "publicPrivateNetworking"]) {
    const networking = fields[key];
    if (isObject(networking) && isObject(networking.access) && typeof networking.access.type === "string")
      return networking.access.type as NetworkingAccessType;
  }
  return "PUBLIC";
}
