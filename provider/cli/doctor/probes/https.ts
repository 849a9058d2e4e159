import { isObject, type JsonObject } from "../../../shared/json";
import { hasCode, notFoundCode, summaryOf } from "../api";
import type { Lab, Marker } from "../lab";
import type { QuestionId } from "../questions";
import { asSent, spellingOf } from "../spelling";
import { addAdded } from "./added";
import { type Change, probeMap } from "./map";

const header = "X-Doctor";
const map = { [header]: "one" };

/** What a PATCH does to headers, how Atlas writes URLs and headers, and what becomes of a deleted name. */
export async function probeHttps(lab: Lab): Promise<void> {
  const { findings, throwAways } = lab;
  const name = throwAways.nameFor("https");
  const url = "https://example.com";
  const whole: JsonObject = { type: "Https", url, headers: map };
  const created = await lab.create("postHttps", name, whole);
  if (!created) return;
  addAdded(findings, "Https", whole, created);
  addSpelling(lab, "spelledUrl", url, created.url);
  if (isObject(created.headers)) {
    const shownName = Object.keys(created.headers).find((key) => key.toLowerCase() === header.toLowerCase());
    addSpelling(lab, "spelledHeader", header, shownName);
  }

  let step = 0;
  // The path of the URL shows that the PATCH has taken effect.
  const change: Change = (changes, remove = []) => {
    const path = `hook-${++step}`;
    const body = { name, ...whole, url: `${url}/${path}`, ...changes };
    const kept = Object.entries(body).filter(([key]) => !remove.includes(key));
    const isShown: Marker = (shown) => new RegExp(`/${path}/?$`).test(String(shown.url));
    return lab.update(name, Object.fromEntries(kept), isShown);
  };

  const asked = { leftOut: "leftOutHeaders", empty: "emptyHeaders", null: "nullHeaders" } as const;
  await probeMap(findings, "headers", map, { "X-Other": "two" }, asked, change);

  const spellings: [QuestionId, (path: string) => string][] = [
    ["spelledSlash", (path) => `${url}/${path}/`],
    ["spelledHost", (path) => `https://EXAMPLE.com/${path}`],
  ];
  for (const [question, urlWith] of spellings) {
    const sent = urlWith(`hook-${step + 1}`);
    const { answer, shown } = await change({ url: sent });
    const what = question === "spelledHost" ? "URL: " : "";
    if (answer.error) findings.add(question, `${what}refused: ${summaryOf(answer)}`);
    if (shown) addSpelling(lab, question, sent, shown.url, what);
  }

  const deleted = await throwAways.delete(name);
  const after = await throwAways.create(name, whole);
  findings.add("postAfterDelete", after.error ? `refused: ${summaryOf(after)}` : "accepted");
  // A refusal means that the first one still occupies its name.
  await (after.error ? lab.awaitGone(name, deleted) : lab.remove(name));
  await probeMissing(lab, whole);
}

function addSpelling({ findings }: Lab, question: QuestionId, sent: string, shown: unknown, what = ""): void {
  const spelling = spellingOf(sent, shown);
  findings.add(question, what + spelling, spelling !== asSent);
}

async function probeMissing({ api, findings, throwAways }: Lab, body: JsonObject): Promise<void> {
  const missing = throwAways.nameFor("missing");
  const answers = {
    missingPatch: await api.update(missing, { name: missing, ...body }),
    missingDelete: await api.delete(missing),
  };
  for (const [question, answer] of Object.entries(answers))
    findings.add(question as QuestionId, summaryOf(answer), !hasCode(answer, 404, notFoundCode));
}
