import { rateLimited } from "./errors";
import { failure, html, plainJson, type Reply } from "./reply";

/** What goes wrong. */
export type FaultAction =
  /** An answer instead of the work: a text body is sent as it is, an object as JSON. */
  | { kind: "status"; status: number; body?: unknown; headers?: Record<string, string> }
  /** 429 in the form of the service, with Retry-After in seconds (default 1). */
  | { kind: "rateLimited"; retryAfterSeconds?: number }
  /** A proxy's page instead of JSON; status 502 unless given. */
  | { kind: "html"; status?: number }
  /** Another place; the work is not done. Status 302 unless given. */
  | { kind: "redirect"; location: string; status?: number }
  /** A 401 challenge, as for credentials that were good until now. */
  | { kind: "challenge"; stale?: boolean }
  /** The socket is reset before the work is done. */
  | { kind: "resetBefore" }
  /** The work is done, then the socket is reset: the answer is lost. */
  | { kind: "resetAfter" }
  /** The work is done, then a proxy answers: 504 unless given. */
  | { kind: "statusAfter"; status?: number }
  /** The work is done; the connection ends in the middle of the answer's body. */
  | { kind: "truncate" }
  /** The work is not done, and no answer comes; the socket stays open. */
  | { kind: "hang" }
  /** The work is done, and no answer comes. */
  | { kind: "hangAfter" }
  /** So many milliseconds more before the work. */
  | { kind: "delay"; ms: number }
  /** The answer with another Content-Type. */
  | { kind: "contentType"; value: string }
  /** The answer with another body. */
  | { kind: "body"; body: string };

/** A request as a fault sees it. */
export interface FaultTarget {
  method: string;
  /** Path and query as they were sent. */
  target: string;
}

/** When something goes wrong, and what. */
export interface Fault {
  /** Default: any. */
  method?: string;
  /** Tested against path and query as sent; a text is a regular expression. Default: any. */
  path?: RegExp | string;
  /** So many matching requests pass before the first fault. Default 0. */
  skip?: number;
  /** So often it happens. Default 1; `Infinity` for ever. */
  times?: number;
  /** Also requests without an Authorization header, such as those that fetch a challenge. Default false. */
  unauthenticated?: boolean;
  /** A function may decide each time; `undefined` lets the request pass, and counts as one time. */
  action: FaultAction | ((request: FaultTarget) => FaultAction | undefined);
}

/** A fault that was set. */
export interface FaultHandle {
  /** Matching requests so far. */
  readonly matched: number;
  /** How many of them met the fault. */
  readonly fired: number;
  remove(): void;
}

interface Rule extends FaultHandle {
  fault: Fault;
  path: RegExp | undefined;
  matched: number;
  fired: number;
}

/** The faults that tests have set. The first that is due wins. */
export class Faults {
  private rules: Rule[] = [];

  add(fault: Fault): FaultHandle {
    const rule: Rule = {
      fault,
      path: typeof fault.path === "string" ? new RegExp(fault.path) : fault.path,
      matched: 0,
      fired: 0,
      remove: () => {
        this.rules = this.rules.filter((other) => other !== rule);
      },
    };
    this.rules.push(rule);
    return rule;
  }

  clear(): void {
    this.rules = [];
  }

  list(): { fault: Fault; matched: number; fired: number }[] {
    return this.rules.map(({ fault, matched, fired }) => ({ fault, matched, fired }));
  }

  /** The fault that this request meets. */
  meet(request: FaultTarget, isAuthenticated: boolean): FaultAction | undefined {
    let met: FaultAction | undefined;
    for (const rule of this.rules) {
      const { method, skip = 0, times = 1, unauthenticated, action } = rule.fault;
      if (method !== undefined && method !== request.method) continue;
      if (rule.path && request.target.search(rule.path) < 0) continue;
      if (!isAuthenticated && !unauthenticated) continue;
      if (met) continue;
      rule.matched += 1;
      if (rule.matched <= skip || rule.matched > skip + times) continue;
      met = typeof action === "function" ? action(request) : action;
      if (met) rule.fired += 1;
    }
    return met;
  }
}

/** The answer that takes the place of the work, for those faults that are one. `challenge` needs the gate. */
export function replyOf(action: FaultAction, path: string): Reply | undefined {
  switch (action.kind) {
    case "status": {
      const { status, body = "", headers = {} } = action;
      if (typeof body === "string")
        return { status, headers: { "Content-Type": "text/plain", ...headers }, body };
      return plainJson(status, JSON.parse(JSON.stringify(body)), headers);
    }
    case "rateLimited": {
      const bucket = { capacity: 1200, refill: 500, periodSeconds: 60 };
      const error = rateLimited(path.replace(/^\//, ""), action.retryAfterSeconds ?? 1, bucket);
      return failure(error, { envelope: false, pretty: false });
    }
    case "html":
      return html(action.status ?? 502, "The server is having a bad day");
    case "redirect": {
      const reply = html(action.status ?? 302, "Moved");
      return { ...reply, headers: { ...reply.headers, Location: action.location } };
    }
    default:
      return undefined;
  }
}
