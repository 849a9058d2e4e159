import { isObject, type JsonObject } from "../../../shared/json";
import { summaryOf } from "../api";
import type { Findings } from "../findings";
import type { Lab } from "../lab";
import type { QuestionId } from "../questions";

interface Questions {
  leftOut: QuestionId;
  empty: QuestionId;
  null: QuestionId;
}

/**
 * What a PATCH does to a map of texts: left out, with another key, empty, `null`.
 *
 * @param map what the connection has.
 * @param other another entry.
 * @param change sends a PATCH with all fields and these changes, without the fields to remove.
 */
export async function probeMap(
  findings: Findings,
  field: string,
  map: JsonObject,
  other: JsonObject,
  questions: Questions,
  change: (changes: JsonObject, remove?: readonly string[]) => ReturnType<Lab["update"]>,
): Promise<void> {
  const without = await change({}, [field]);
  if (without.answer.error) findings.add(questions.leftOut, `refused: ${summaryOf(without.answer)}`, true);
  if (without.shown) {
    const stays = isFilled(without.shown[field]);
    findings.add(questions.leftOut, stays ? "stays" : "goes", !stays);
    if (!stays) await change({ [field]: map });
  }

  const replaced = (await change({ [field]: other })).shown?.[field];
  if (isObject(replaced)) {
    const isMerged = hasKeyOf(replaced, map);
    findings.add("mapKeys", `${field}: the other key ${isMerged ? "stays" : "goes"}`, isMerged);
  }

  for (const [question, value] of [
    [questions.empty, {}],
    [questions.null, null],
  ] as const) {
    const { answer, shown } = await change({ [field]: value });
    const isExpected = question === questions.null;
    if (answer.error) findings.add(question, `refused: ${summaryOf(answer)}`, !isExpected);
    if (!shown) continue;
    const stays = isFilled(shown[field]);
    const removed = isObject(shown[field]) ? "removed, shown as {}" : "removed, then left out";
    findings.add(question, stays ? "stays" : removed, stays && !isExpected);
    if (!stays) await change({ [field]: map });
  }
}

function isFilled(map: unknown): boolean {
  return isObject(map) && Object.keys(map).length > 0;
}

function hasKeyOf(shown: JsonObject, map: JsonObject): boolean {
  // A server may write the keys of headers in lower case.
  const names = Object.keys(shown).map((key) => key.toLowerCase());
  return Object.keys(map).some((key) => names.includes(key.toLowerCase()));
}
