import Ajv, { type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import type { Exchange } from "../../atlas-local";
import {
  hasFailovers,
  type OpenApiDocument,
  type Operation,
  type Parameter,
  readDocument,
  type Schema,
  Schemas,
} from "./document";

/** Errors that the document does not list: they occur before the operation, or the document is incomplete. */
const generalErrors = new Set([400, 401, 404, 405, 406, 413, 415, 429, 500]);

const failoverPath = /\/failoverConnections(\/|$)/;

/** The user agent of our provider. Its requests must match the document, even if the service accepts more. */
const provider = /^pulumi-atlas-streams\//;

interface Match {
  method: string;
  operation: Operation;
  pathValues: Record<string, string>;
  /** The media type of its responses, such as `application/vnd.atlas.2023-02-01+json`. */
  mediaType: string;
  types: Types;
}

/** Validators of the types by name. */
interface Types {
  request: Map<string, ValidateFunction>;
  response: Map<string, ValidateFunction>;
}

/** Checks exchanges against the official document. */
export class ContractValidator {
  private readonly ajv = new Ajv({ strict: false, allErrors: true });
  private readonly connections: Types;
  private readonly failovers: Types;
  private readonly apiError: ValidateFunction;
  private readonly document: OpenApiDocument;

  constructor(document = readDocument()) {
    this.document = document;
    addFormats(this.ajv);
    this.ajv.addFormat("password", true);
    const compile = (schemas: Map<string, Schema>) =>
      new Map([...schemas].map(([type, schema]) => [type, this.ajv.compile(schema)]));
    const both = (what: "connections" | "failovers"): Types => ({
      request: compile(new Schemas(document, "request")[what]()),
      response: compile(new Schemas(document, "response")[what]()),
    });
    this.connections = both("connections");
    this.failovers = both("failovers");
    this.apiError = this.ajv.compile(new Schemas(document, "response").apiError());
  }

  get connectionTypes(): string[] {
    return [...this.connections.request.keys()];
  }

  /** @returns the problems, without values; empty if the document does not cover the exchange. */
  check(exchange: Exchange): string[] {
    const { request, response } = exchange;
    // Faults other than a delay change the response, so it need not match.
    if (exchange.fault !== undefined && exchange.fault !== "delay") return [];
    const [path = ""] = request.target.split("?");
    if (!path.startsWith("/api/atlas/")) return [];
    if (failoverPath.test(path) && !hasFailovers(this.document)) return [];
    const match = this.match(request.method, path);
    const problems = this.checkResponse(exchange, match);
    const isOurs = provider.test(request.headers["user-agent"] ?? "");
    // Tests also send invalid requests. Only accepted requests of our provider must match.
    if (isOurs && response.status < 300) problems.push(...this.checkRequest(exchange, match));
    return problems.map((problem) => `${request.method} ${path} ${response.status}: ${problem}`);
  }

  private match(method: string, path: string): Match | undefined {
    for (const [template, operations] of Object.entries(this.document.paths)) {
      const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
      const values = new RegExp(`^${template.replace(/\{\w+\}/g, "([^/]+)")}$`).exec(path)?.slice(1);
      const operation = operations[method.toLowerCase()];
      if (!values || !operation) continue;
      const decode = (text: string) => {
        try {
          return decodeURIComponent(text);
        } catch {
          return text;
        }
      };
      const pathValues = Object.fromEntries(names.map((name, index) => [name, decode(values[index] ?? "")]));
      const content = Object.values(operation.responses).find((response) => response.content)?.content;
      const mediaType = Object.keys(content ?? {})[0] ?? "";
      const types = failoverPath.test(template) ? this.failovers : this.connections;
      return { method, operation, pathValues, mediaType, types };
    }
    return undefined;
  }

  private checkRequest({ request }: Exchange, match: Match | undefined): string[] {
    if (!match) return ["the document does not have this operation"];
    const problems: string[] = [];
    if (!isVersioned(request.headers.accept, match)) problems.push("Accept has no version");
    const parameters = match.operation.parameters.map((parameter) => this.resolveParameter(parameter));
    const query = new URLSearchParams(request.target.split("?")[1] ?? "");
    for (const parameter of parameters) {
      const value = parameter.in === "path" ? match.pathValues[parameter.name] : query.get(parameter.name);
      if (value === null || value === undefined) continue;
      if (!this.ajv.validate(parameter.schema, typed(value, parameter)))
        problems.push(`${parameter.in} parameter ${parameter.name} ${this.ajv.errorsText()}`);
    }
    const known = new Set(parameters.filter((each) => each.in === "query").map(({ name }) => name));
    for (const name of query.keys()) if (!known.has(name)) problems.push(`unknown query parameter ${name}`);
    if (match.operation.requestBody) {
      if (!["application/json", match.mediaType].includes(request.headers["content-type"] ?? ""))
        problems.push("Content-Type is not JSON of this version");
      problems.push(...this.checkConnection(parse(request.body), match.types.request, "request"));
    } else if (request.body !== "") problems.push("unexpected request body");
    return problems;
  }

  private checkResponse({ request, response }: Exchange, match: Match | undefined): string[] {
    const problems: string[] = [];
    const header = (name: string) =>
      Object.entries(response.headers).find(([key]) => key.toLowerCase() === name)?.[1] ?? "";
    const documented = match?.operation.responses[String(response.status)] !== undefined;
    if (!documented && !generalErrors.has(response.status)) problems.push("the status is not documented");
    const body = parse(response.body);
    if (response.status >= 300) {
      if (header("content-type") !== "application/json") problems.push("Content-Type of an error");
      problems.push(...this.run(this.apiError, body, "error"));
      if (response.status === 429 && !/^\d+$/.test(header("retry-after"))) problems.push("Retry-After");
      return problems;
    }
    for (const name of ["ratelimit-limit", "ratelimit-remaining"])
      if (!/^\d+$/.test(header(name))) problems.push(`${name} is not a number`);
    if (response.status === 204) return response.body === "" ? problems : [...problems, "a 204 has a body"];
    if (!match) return [...problems, "the document does not have this operation"];
    if (header("content-type") !== `${match.mediaType};charset=utf-8`)
      problems.push("Content-Type of a success");
    return [...problems, ...this.checkSuccess(unwrapped(body, request.target), match)];
  }

  private checkSuccess(body: unknown, { operation, types }: Match): string[] {
    switch (operation.operationId) {
      case "deleteGroupStreamConnection":
        return JSON.stringify(body) === "{}" ? [] : ["the body is not {}"];
      case "listGroupStreamConnections":
      case "listGroupStreamConnectionFailoverConnections":
        return this.checkPage(body, types);
      case "updateGroupStreamConnection": {
        // In 17 of 17 recordings.
        const problems = isRecord(body) && "state" in body ? ["a response to PATCH must have no state"] : [];
        return [...problems, ...this.checkConnection(body, types.response, "response")];
      }
      default:
        return this.checkConnection(body, types.response, "response");
    }
  }

  private checkPage(body: unknown, types: Types): string[] {
    if (!isRecord(body) || !Array.isArray(body.results)) return ["results is not a list"];
    const problems = body.results.flatMap((item) => this.checkConnection(item, types.response, "results"));
    if (!Number.isInteger(body.totalCount) || Number(body.totalCount) < 0) problems.push("totalCount");
    const links = Array.isArray(body.links) ? body.links : [];
    if (!links.some((link) => isRecord(link) && link.rel === "self")) problems.push("no link to self");
    for (const link of links)
      if (!isRecord(link) || !URL.canParse(String(link.href))) problems.push("invalid link");
    const known = new Set(["links", "results", "totalCount"]);
    for (const key of Object.keys(body)) if (!known.has(key)) problems.push(`unknown key ${key}`);
    return problems;
  }

  private checkConnection(body: unknown, schemas: Map<string, ValidateFunction>, where: string): string[] {
    const type = isRecord(body) ? body.type : undefined;
    const validate = typeof type === "string" ? schemas.get(type) : undefined;
    return validate ? this.run(validate, body, where) : [`${where}: the type is not a documented one`];
  }

  private run(validate: ValidateFunction, body: unknown, where: string): string[] {
    if (validate(body)) return [];
    return (validate.errors ?? []).map(({ instancePath, message = "", params }) => {
      const extra = "additionalProperty" in params ? ` (${params.additionalProperty})` : "";
      return `${where}${instancePath} ${message}${extra}`;
    });
  }

  private resolveParameter(parameter: Parameter): Parameter {
    if (parameter.$ref === undefined) return parameter;
    const name = parameter.$ref.split("/").at(-1) ?? "";
    const found = this.document.components.parameters[name];
    if (!found) throw new Error(`The document has no parameter ${name}`);
    return found;
  }
}

/** Converts a parameter, which is a string in the URL, to the type of its schema. */
function typed(value: string, { schema }: Parameter): unknown {
  if (schema.type === "integer") return /^-?\d+$/.test(value) ? Number(value) : value;
  if (schema.type === "boolean") return value === "true" ? true : value === "false" ? false : value;
  return value;
}

/** Whether the header has the version of the operation, or a later one. */
function isVersioned(accept = "", { mediaType }: Match): boolean {
  return /^application\/vnd\.atlas\.\d{4}-\d{2}-\d{2}\+json$/.test(accept) && accept >= mediaType;
}

function unwrapped(body: unknown, target: string): unknown {
  if (!/[?&]envelope=true(&|$)/.test(target) || !isRecord(body)) return body;
  const { status: _, ...rest } = body;
  return "content" in rest ? rest.content : rest;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
