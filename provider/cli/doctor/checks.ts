import { AtlasError } from "../../atlas/errors/atlasError";
import { isNotFound, isRetryable, isWorkspaceNotFound } from "../../atlas/errors/classify";
import { NetworkError } from "../../atlas/errors/networkError";
import { AtlasApiError, UnexpectedResponseError } from "../../atlas/errors/responseErrors";
import { doctor } from "../../messages/doctor";
import { type Answer, summaryOfError } from "./api";

/** One line of the report. */
export interface Check {
  name: string;
  result: "ok" | "failed" | "unknown";
  text: string;
  /** What the user can do about a failure. */
  cure?: string | undefined;
}

/** A response, or the error without one. */
export type Outcome = Answer | { error: unknown; response?: undefined };

const refusedAddress: ReadonlySet<string> = new Set([
  "IP_ADDRESS_NOT_ON_ACCESS_LIST",
  "ORG_REQUIRES_ACCESS_LIST",
]);
const refusedProject: ReadonlySet<string> = new Set(["USER_CANNOT_ACCESS_GROUP", "GROUP_NOT_FOUND"]);
/** A clock that is further away from Atlas' fails the check, in milliseconds. */
const maxClockDifferenceMs = 5 * 60_000;

const texts = doctor.refused.text;

/** The reason of an error, without names of hosts, projects and workspaces. */
export function reasonOf(error: unknown): string {
  if (error instanceof AtlasApiError || error instanceof UnexpectedResponseError)
    return summaryOfError(error);
  if (error instanceof NetworkError) return error.code;
  return error instanceof Error ? error.name : "error";
}

function cureOf(error: unknown): string | undefined {
  return error instanceof AtlasError ? error.hint : undefined;
}

const ok = (name: string, text: string): Check => ({ name, result: "ok", text });
const unknown = (name: string, text: string): Check => ({ name, result: "unknown", text });
const failed = (name: string, text: string, error: unknown): Check => ({
  name,
  result: "failed",
  text,
  cure: cureOf(error),
});

/** @param host and proxy as the report may name them. */
export function serverCheck({ error }: Outcome, host: string, proxy: string): Check {
  const { reached, notReached, notAtlas } = doctor.server.text;
  const name = "server";
  if (error instanceof UnexpectedResponseError)
    return failed(name, notAtlas(host, proxy, reasonOf(error)), error);
  if (error && !(error instanceof AtlasApiError))
    return failed(name, notReached(host, proxy, reasonOf(error)), error);
  return ok(name, reached(host, proxy));
}

/** @param kind the kind of the credentials, in words. */
export function credentialsCheck(outcome: Outcome, kind: string): Check {
  const { accepted, refused, undecided } = doctor.credentials.text;
  const name = "credentials";
  const { error } = outcome;
  if (isRefusal(outcome)) return failed(name, refused(kind, reasonOf(error)), error);
  if (isAuthenticated(outcome)) return ok(name, accepted(kind));
  return unknown(name, undecided(kind, reasonOf(error)));
}

/** Atlas refuses the credentials themselves. */
export function isRefusal({ error, response }: Outcome): boolean {
  if (!(error instanceof AtlasApiError) || isRetryable(error)) return false;
  // An error without a response comes from the request for a token.
  if (!response) return true;
  const isOfApplication =
    response.headers["x-error-code"] !== undefined || refusedProject.has(error.errorCode);
  return error.status === 401 && !isOfApplication;
}

/** Atlas accepts the credentials. It checks the machine's address before or after, which is not known. */
function isAuthenticated(outcome: Outcome): boolean {
  const { error } = outcome;
  if (isRefusal(outcome) || !outcome.response || error instanceof UnexpectedResponseError) return false;
  if (!(error instanceof AtlasApiError)) return true;
  return [401, 403, 404].includes(error.status) && !refusedAddress.has(error.errorCode);
}

export function accessListCheck(outcome: Outcome): Check {
  const name = "access list";
  const { error } = outcome;
  if (error instanceof AtlasApiError && refusedAddress.has(error.errorCode))
    return failed(name, texts.accessList(reasonOf(error)), error);
  return isAuthenticated(outcome) ? ok(name, texts.notRefused) : unknown(name, texts.earlier);
}

/** Project, workspace and the roles that reading needs. @param list of the workspace. @param missing GET of no connection. */
export function readChecks(list: Outcome, missing: Outcome): Check[] {
  const isRefused = ({ error }: Outcome) =>
    error instanceof AtlasApiError && refusedProject.has(error.errorCode);
  const noProject = [list, missing].find(isRefused)?.error;
  const noWorkspace = [list, missing].find(({ error }) => isWorkspaceNotFound(error))?.error;
  const isFound = isSuccess(list) || isNotFound(missing.error);
  const places = [
    placeCheck("project", isFound || noWorkspace !== undefined, noProject, list),
    placeCheck("workspace", isFound, noWorkspace, list),
  ];
  const roles = [
    roleCheck("role to list connections", list, isSuccess(list)),
    roleCheck("role to read a connection", missing, isNotFound(missing.error)),
  ];
  const failure = places.findIndex(({ result }) => result === "failed");
  if (failure < 0) return [...places, ...roles];
  const later = [...places.slice(failure + 1), ...roles];
  return [...places.slice(0, failure + 1), ...later.map(({ name }) => unknown(name, texts.earlier))];
}

function placeCheck(name: string, isFound: boolean, refusal: unknown, outcome: Outcome): Check {
  if (refusal) return failed(name, texts.notFound(reasonOf(refusal)), refusal);
  return isFound ? ok(name, texts.found) : undecided(name, outcome);
}

/** @param outcome of a request that needs the role. */
export function roleCheck(name: string, outcome: Outcome, isAllowed: boolean): Check {
  const { error } = outcome;
  if (isAllowed) return ok(name, texts.allowed);
  const isLacking =
    error instanceof AtlasApiError && error.status === 403 && !refusedAddress.has(error.errorCode);
  return isLacking ? failed(name, texts.notAllowed(reasonOf(error)), error) : undecided(name, outcome);
}

function undecided(name: string, outcome: Outcome): Check {
  const { error, response } = outcome;
  if (!response) return unknown(name, texts.noAnswer(reasonOf(error)));
  return unknown(name, isAuthenticated(outcome) ? texts.otherAnswer(reasonOf(error)) : texts.earlier);
}

export function isSuccess({ error, response }: Outcome): boolean {
  return response !== undefined && !error;
}

export function rateLimitCheck({ error, response }: Outcome): Check {
  const name = "rate limit";
  const { rateLimit, noRateLimit } = doctor.measured.text;
  if (error instanceof AtlasApiError && error.status === 429) return failed(name, reasonOf(error), error);
  if (!response) return unknown(name, texts.noAnswer(reasonOf(error)));
  const [limit, remaining] = ["ratelimit-limit", "ratelimit-remaining"].map((key) => response.headers[key]);
  if (!/^\d{1,9}$/.test(limit ?? "") || !/^\d{1,9}$/.test(remaining ?? "")) return unknown(name, noRateLimit);
  return ok(name, rateLimit(String(remaining), String(limit)));
}

export function clockCheck(outcome: Outcome): Check {
  const name = "clock";
  const { sameClock, behind, ahead, clockCure, noClock } = doctor.measured.text;
  if (!outcome.response) return unknown(name, texts.noAnswer(reasonOf(outcome.error)));
  const date = Date.parse(outcome.response.headers.date ?? "");
  if (Number.isNaN(date)) return unknown(name, noClock);
  // The header is cut to the second.
  const differenceMs = (outcome.sentAt + outcome.answeredAt) / 2 - (date + 500);
  const seconds = Math.round(Math.abs(differenceMs) / 1_000);
  const text = seconds < 2 ? sameClock : differenceMs < 0 ? behind(seconds) : ahead(seconds);
  if (Math.abs(differenceMs) <= maxClockDifferenceMs) return ok(name, text);
  return { name, result: "failed", text, cure: clockCure };
}
