import { randomBytes } from "node:crypto";
import { maxItemsPerPage } from "../../atlas/connection";
import { createdAt } from "../../atlas/connectionId";
import type { JsonObject } from "../../shared/json";
import { type Answer, type Api, hasCode, notFoundCode, summaryOf } from "./api";
import { Findings } from "./findings";
import type { QuestionId } from "./questions";
import type { ThrowAways } from "./throwAways";

/** Maximum time to wait until Atlas shows a write, in milliseconds. */
const maxWaitMs = 30_000;
/** Maximum time to wait until a connection is no longer PENDING, in milliseconds. */
const maxPendingMs = 90_000;
const firstPauseMs = 100;
const maxPauseMs = 1_000;
/** Further reads after a change is shown: another server may show the old value. */
const furtherReads = 3;
/** The API's maximum. */
export const pageSize = maxItemsPerPage;

/** Whether a connection shows a value that only the last PATCH has. */
export type Marker = (shown: JsonObject) => boolean;

/** What the probes share: writes to throw-away connections, one at a time, with measured times. */
export class Lab {
  readonly findings = new Findings();
  /** The answers to the first POST of each connection. */
  readonly posts: Answer[] = [];
  private readonly passwords: string[] = [];

  constructor(
    readonly api: Api,
    readonly throwAways: ThrowAways,
    /** False when the workspace has more connections than one page, so that the list cannot be read with one request. */
    private readonly canList: boolean,
  ) {}

  /** A random password. The probes look for it in every response. */
  newPassword(): string {
    const password = randomBytes(18).toString("base64url");
    this.passwords.push(password);
    return password;
  }

  /**
   * Creates a connection, and waits until it is shown.
   *
   * @param question the one that asks whether Atlas accepts the connection.
   * @returns the connection as a GET shows it; undefined when Atlas refuses it, or does not show it.
   */
  async create(question: QuestionId, name: string, body: JsonObject): Promise<JsonObject | undefined> {
    const { findings } = this;
    const created = await this.throwAways.create(name, body);
    this.posts.push(created);
    findings.add(question, created.error ? `no: ${summaryOf(created)}` : "yes");
    if (created.error) return undefined;
    this.notePasswords(created);
    const { id, state, region } = created.json;
    const missing = Object.entries({ id, state, region }).filter(([, value]) => !value);
    findings.add(
      "postFields",
      missing.length > 0 ? `no ${missing.map(([key]) => key)}` : "yes",
      missing.length > 0,
    );
    if (state) findings.add("postState", stateText(state), state !== "READY" && state !== "PENDING");
    if (id) findings.add("idTime", ...idTimeOf(created));
    const shown = await this.shownAfter("getLag", created, name, () => true);
    await this.listedAfter("listLag", created, name, true);
    return shown && (await this.settled(name, shown));
  }

  /**
   * Changes a connection, and waits until the change is shown.
   *
   * @returns the PATCH's answer, and the connection as a GET shows it afterwards; undefined when the PATCH is refused, or not shown.
   */
  async update(
    name: string,
    body: JsonObject,
    isShown: Marker,
  ): Promise<{ answer: Answer; shown: JsonObject | undefined }> {
    const { findings } = this;
    const answer = await this.api.update(name, body);
    if (answer.error) return { answer, shown: undefined };
    this.notePasswords(answer);
    const { id, state, region } = answer.json;
    const has = Object.entries({ id, state, region }).filter(([, value]) => value);
    findings.add("patchFields", has.map(([key]) => key).join(", ") || "none of them", !id);
    findings.add("patchValues", isShown(answer.json) ? "yes" : "no", !isShown(answer.json));
    const shown = await this.shownAfter("patchLag", answer, name, isShown);
    if (!shown) return { answer, shown };
    let isBack = false;
    for (let read = 0; read < furtherReads; read++) isBack ||= !isShown((await this.api.get(name)).json);
    findings.add("patchBack", isBack ? "yes" : "no");
    return { answer, shown: await this.settled(name, shown) };
  }

  /** Deletes a connection, and waits until it is no longer shown. */
  async remove(name: string): Promise<void> {
    const deleted = await this.throwAways.delete(name);
    this.findings.add("deleted", summaryOf(deleted), deleted.response.status !== 202);
    if (!deleted.error) await this.awaitGone(name, deleted);
  }

  /** Waits until a connection is no longer shown. @param deleted the answer to its DELETE. */
  async awaitGone(name: string, deleted: Answer): Promise<void> {
    const { findings, api } = this;
    const states = new Set<string>();
    const ms = await this.until(deleted.answeredAt, maxWaitMs, async () => {
      const read = await api.get(name);
      if (!read.error) states.add(stateText(read.json.state));
      return hasCode(read, 404, notFoundCode);
    });
    for (const state of states) findings.add("deleteStates", state, state !== "DELETING");
    if (states.size === 0) findings.add("deleteStates", "none: it is gone at once");
    findings.addTime("deleteGetLag", ms, maxWaitMs);
    if (ms !== undefined) this.throwAways.noteGone(name);
    await this.listedAfter("deleteListLag", deleted, name, false);
  }

  private notePasswords({ response }: Answer): void {
    const isShown = this.passwords.some((password) => response.body.includes(password));
    this.findings.add("passwords", isShown ? "yes" : "no", isShown);
  }

  private async shownAfter(
    question: QuestionId,
    { answeredAt }: Answer,
    name: string,
    isShown: Marker,
  ): Promise<JsonObject | undefined> {
    let shown: JsonObject | undefined;
    const ms = await this.until(answeredAt, maxWaitMs, async () => {
      const read = await this.api.get(name);
      this.notePasswords(read);
      if (!read.error && isShown(read.json)) shown = read.json;
      return shown !== undefined;
    });
    this.findings.addTime(question, ms, maxWaitMs);
    return shown;
  }

  private async listedAfter(
    question: QuestionId,
    { answeredAt }: Answer,
    name: string,
    isWanted: boolean,
  ): Promise<void> {
    if (!this.canList)
      return this.findings.add(question, "not measured: the workspace has more than one page");
    let item: JsonObject | undefined;
    const ms = await this.until(answeredAt, maxWaitMs, async () => {
      const { error, json } = await this.api.list(pageSize);
      const items = Array.isArray(json.results) ? (json.results as JsonObject[]) : [];
      item = items.find((one) => one?.name === name);
      return !error && (item !== undefined) === isWanted;
    });
    this.findings.addTime(question, ms, maxWaitMs);
    if (!item || !isWanted) return;
    const { json } = await this.api.get(name);
    const missing = Object.keys(json).filter((key) => !Object.hasOwn(item as JsonObject, key));
    this.findings.add(
      "listFields",
      missing.length > 0 ? `without ${fieldNames(missing)}` : "yes",
      missing.length > 0,
    );
  }

  /** The connection once it is not PENDING. Atlas refuses changes and deletions until then. */
  private async settled(name: string, shown: JsonObject): Promise<JsonObject> {
    let last = shown;
    await this.until(this.api.clock.now(), maxPendingMs, async () => {
      if (last.state === "PENDING") last = (await this.api.get(name)).json;
      return last.state !== "PENDING";
    });
    return last;
  }

  /** Repeats `isDone` until it is true. @returns the time from `since`; undefined when the time is over. */
  private async until(
    since: number,
    maxMs: number,
    isDone: () => Promise<boolean>,
  ): Promise<number | undefined> {
    const { clock } = this.api;
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(maxPauseMs, pauseMs * 2)) {
      if (await isDone()) return clock.now() - since;
      if (clock.now() - since >= maxMs) return undefined;
      await this.api.sleep(pauseMs);
    }
  }
}

/** How the time in an id fits the time of its POST. */
function idTimeOf({ json, response, sentAt, answeredAt }: Answer): [seen: string, differs: boolean] {
  const time = createdAt(json.id);
  if (time === undefined) return ["another form", true];
  const date = Date.parse(response.headers.date ?? "");
  if (Number.isNaN(date)) return ["no Date header", false];
  const seconds = Math.round((time - date) / 1_000);
  // Both are whole seconds.
  const isOlder = time < date - (answeredAt - sentAt) - 1_000;
  return [`${seconds} s from the Date header`, isOlder || time > date + 1_000];
}

/** A state in capitals; another text may be anything. */
function stateText(state: unknown): string {
  if (state === undefined || state === null) return "no state";
  return /^[A-Z_]{2,30}$/.test(String(state)) ? String(state) : "another text";
}

/** Names of fields; another text may be anything. */
export function fieldNames(names: readonly string[]): string {
  return names.map((name) => (/^[A-Za-z][\w.]{0,60}$/.test(name) ? name : "another name")).join(", ");
}
