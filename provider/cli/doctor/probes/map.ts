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

/** Sends a PATCH with all fields and these changes, without the fields to remove. */
export type Change = (changes: JsonObject, remove?: readonly string[]) => ReturnType<Lab["update"]>;

/**
 * What a PATCH does to a map of texts: left out, with another key, empty, `null`.
 *
 * @param map what the connection has.
 * @param other another entry.
 */
export async function probeMap(
  findings: Findings,
  field: string,
  map: JsonObject,
  other: JsonObject,
  questions: Questions,
  change: Change,
): Promise<void> {
  const without = await change({}, [field]);
  if (without.answer.error) findings.add(questions.leftOut, `refused: ${summaryOf(without.answer)}`, true);
  if (without.shown) {
    const stays = hasKeyOf(without.shown[field], map);
    findings.add(questions.leftOut, stays ? "stays" : "goes", !stays);
    if (!stays) await change({ [field]: map });
  }

  const replaced = await change({ [field]: other });
  if (replaced.answer.error) findings.add("mapKeys", `${field} refused: ${summaryOf(replaced.answer)}`);
  if (replaced.shown) {
    const isMerged = hasKeyOf(replaced.shown[field], map);
    findings.add("mapKeys", `${field}: the old key ${isMerged ? "stays" : "goes"}`, isMerged);
  }

  for (const [question, value] of [
    [questions.empty, {}],
    [questions.null, null],
  ] as const) {
    const { answer, shown } = await change({ [field]: value });
    const isEitherFine = question === questions.null;
    if (answer.error) findings.add(question, `refused: ${summaryOf(answer)}`, !isEitherFine);
    if (!shown) continue;
    const stays = hasKeyOf(shown[field], map);
    findings.add(question, stays ? "stays" : removalOf(shown[field]), stays && !isEitherFine);
    if (!stays) await change({ [field]: map });
  }
}

/** How a removed map is shown. */
function removalOf(shown: unknown): string {
  if (!isObject(shown)) return "removed, then left out";
  // A server may fill in keys of its own.
  return Object.keys(shown).length > 0 ? "removed, other keys are shown" : "removed, shown as {}";
}

function hasKeyOf(shown: unknown, map: JsonObject): boolean {
  // A server may write the keys of headers in lower case.
  const names = Object.keys(isObject(shown) ? shown : {}).map((key) => key.toLowerCase());
  return Object.keys(map).some((key) => names.includes(key.toLowerCase()));
}
