import { type QuestionId, questions } from "./questions";

/** What the server did. */
export interface Finding {
  /** Markdown without names, ids and secrets. */
  seen: string;
  /** It is not what this package takes for true. */
  differs: boolean;
}

const ids = Object.keys(questions) as QuestionId[];

/** Collects the answers to the questions. Several probes may answer one question. */
export class Findings {
  private readonly found = new Map<QuestionId, Finding[]>();
  private readonly times = new Map<QuestionId, number[]>();

  add(id: QuestionId, seen: string, differs = false): void {
    const all = this.found.get(id) ?? [];
    this.found.set(id, all);
    const known = all.find((finding) => finding.seen === seen);
    if (known) known.differs ||= differs;
    else all.push({ seen, differs });
  }

  /** Adds a measured time. @param ms undefined when the wait was given up. */
  addTime(id: QuestionId, ms: number | undefined, maxMs: number): void {
    if (ms === undefined) this.add(id, `not within ${maxMs / 1_000} s`);
    else this.times.set(id, [...(this.times.get(id) ?? []), Math.round(ms)]);
  }

  /** The answer to a question; undefined when no probe got one. */
  of(id: QuestionId): Finding | undefined {
    const times = this.times.get(id);
    const measured = times ? [{ seen: `within ${times.join(", ")} ms`, differs: false }] : [];
    const all = [...measured, ...(this.found.get(id) ?? [])];
    if (all.length === 0) return undefined;
    return { seen: all.map(({ seen }) => seen).join("; "), differs: all.some(({ differs }) => differs) };
  }

  /** Number of questions with an answer, and of those that differ. */
  get counts(): { answered: number; differing: number; asked: number } {
    const all = ids.flatMap((id) => this.of(id) ?? []);
    return {
      answered: all.length,
      differing: all.filter(({ differs }) => differs).length,
      asked: ids.length,
    };
  }
}
