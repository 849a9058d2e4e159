import type { Status } from "./observe";

/**
 * `owned`: Atlas has accepted a write of ours, or the state holds the connection. `possible`: a POST of ours had no
 * response, or Atlas has lost what it accepted, so that the connection may be ours. `foreign`: anything else.
 */
export type Ownership = "owned" | "possible" | "foreign";

/** Everything that a decision depends on. */
export interface Situation {
  /** What Atlas shows. */
  readonly status: Status;
  readonly ownership: Ownership;
  /** Atlas shows each field as desired, or in its own spelling. */
  readonly matches: boolean;
  /** Atlas has refused our last POST, because the name is taken. */
  readonly conflict: boolean;
  /** The program or the user allows taking over an existing connection. */
  readonly adopt: boolean;
  /** Atlas has not shown the connection for longer than eventual consistency explains. */
  readonly missing: boolean;
  /** Attempts are left to create a missing connection again. */
  readonly mayRecreate: boolean;
  /** Attempts are left to send lost fields again. */
  readonly mayResend: boolean;
}

/** What to do next. */
export type Action =
  /** Nothing: Atlas shows what is desired. */
  | "done"
  /** POST. */
  | "create"
  /** POST again, because Atlas has lost the connection. */
  | "recreate"
  /** GET again after a pause. */
  | "wait"
  /** Wait until the predecessor of this name is gone. */
  | "awaitDeletion"
  /** PATCH again, because Atlas has lost fields. */
  | "resend"
  /** Treat the connection as ours, and send what Atlas does not show. */
  | "claim"
  /** Take over a foreign connection: PATCH. */
  | "adopt"
  /** Fail: the name is taken. */
  | "refuse"
  /** Fail: Atlas reports FAILED. */
  | "reportFailed"
  /** Fail: Atlas no longer shows the connection. */
  | "reportMissing"
  /** Fail: Atlas keeps losing fields. */
  | "reportLostWrite";

type Rule = readonly [when: Partial<Situation>, action: Action];

/** The first rule that matches decides. */
const rules: readonly Rule[] = [
  [{ ownership: "owned", status: "ready", matches: true }, "done"],
  [{ ownership: "owned", status: "ready", mayResend: true }, "resend"],
  [{ ownership: "owned", status: "ready" }, "reportLostWrite"],
  [{ ownership: "owned", status: "failed" }, "reportFailed"],
  [{ ownership: "owned", status: "pending" }, "wait"],
  [{ ownership: "owned", status: "deleting" }, "wait"],
  [{ ownership: "owned", status: "absent", missing: false }, "wait"],
  [{ ownership: "owned", status: "absent", mayRecreate: true }, "recreate"],
  [{ ownership: "owned", status: "absent" }, "reportMissing"],

  [{ status: "absent" }, "create"],
  [{ status: "deleting" }, "awaitDeletion"],

  [{ ownership: "possible", matches: true }, "claim"],
  // The response to another POST shows whether the name is still taken.
  [{ ownership: "possible", conflict: false }, "create"],

  [{ adopt: true }, "adopt"],
  [{}, "refuse"],
];

/** Returns the action for a situation. It sends no request. */
export function decide(situation: Situation): Action {
  const matches = ([when]: Rule) =>
    Object.entries(when).every(([fact, value]) => situation[fact as keyof Situation] === value);
  // The last rule matches every situation.
  return (rules.find(matches) as Rule)[1];
}
