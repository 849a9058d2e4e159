import { randomBytes } from "node:crypto";
import { isNotFound } from "../../atlas/errors/classify";
import { doctor } from "../../messages/doctor";
import { type Answer, summaryOf } from "./api";
import { type Check, isSuccess, type Outcome, reasonOf, roleCheck } from "./checks";
import type { Findings } from "./findings";
import { InterruptedError, interruptible } from "./interruption";
import { Lab, pageSize } from "./lab";
import { probes } from "./probes";
import type { Session } from "./session";
import { ThrowAways } from "./throwAways";

export interface Written {
  checks: Check[];
  findings: Findings;
  isInterrupted: boolean;
}

/** Runs the probes, and deletes the throw-away connections whatever happens. @param log prints a line for the user. */
export async function write(
  session: Session,
  { list, missing }: { list: Outcome; missing: Outcome },
  log: (line: string) => void,
): Promise<Written> {
  const texts = doctor.write.text;
  let names = (): readonly string[] => [];
  return interruptible(
    async (signal) => {
      const api = session.apiFor(signal);
      const throwAways = new ThrowAways(api, randomBytes(6).toString("hex"));
      names = () => throwAways.names;
      const lab = new Lab(api, throwAways, fitsOnePage(list));
      addReads(lab.findings, list, missing);
      let isInterrupted = false;
      let left: string[] = [];
      log(texts.starts);
      try {
        for (const probe of Object.values(probes)) {
          await probe(lab).catch((error: unknown) => {
            if (error instanceof InterruptedError) throw error;
            log(texts.failed(reasonOf(error)));
          });
        }
      } catch (error) {
        isInterrupted = true;
        if (!(error instanceof InterruptedError)) throw error;
      } finally {
        left = await throwAways.deleteAll();
        if (left.length > 0) log(texts.left(left.join(", ")));
      }
      return { checks: [roleToWrite(lab.posts), deletions(left)], findings: lab.findings, isInterrupted };
    },
    () => names(),
  );
}

function fitsOnePage({ response, ...outcome }: Outcome): boolean {
  if (!response || !("json" in outcome)) return false;
  const { totalCount, results } = outcome.json;
  return Number(totalCount ?? 0) < pageSize && Array.isArray(results) && results.length < pageSize;
}

function addReads(findings: Findings, list: Outcome, missing: Outcome): void {
  if (list.response) findings.add("pageSize", summaryOf(list as Answer), !isSuccess(list));
  if (missing.response) findings.add("missingGet", summaryOf(missing as Answer), !isNotFound(missing.error));
}

function roleToWrite(posts: readonly Answer[]): Check {
  const name = "role to change connections";
  const [first] = posts;
  if (!first) return { name, result: "unknown", text: doctor.refused.text.noAnswer("") };
  return roleCheck(name, first, posts.some(isSuccess));
}

function deletions(left: readonly string[]): Check {
  const { allDeleted, someLeft, cure } = doctor.write.text;
  const name = "throw-away connections";
  if (left.length === 0) return { name, result: "ok", text: allDeleted };
  return { name, result: "failed", text: someLeft, cure };
}
