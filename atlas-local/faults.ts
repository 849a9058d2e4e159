import { rateLimited } from "./errors";
import { failure, html, plainJson, type Reply } from "./reply";

/** The kind of failure. "Processed" means that the request takes effect, as a write for example. */
export type FaultAction =
  /** Not processed. Responds with this status; a string body is sent as it is, an object as JSON. */
  | { kind: "status"; status: number; body?: unknown; headers?: Record<string, string> }
  /** Not processed. Responds with the service's 429 and Retry-After in seconds (default 1). */
  | { kind: "rateLimited"; retryAfterSeconds?: number }
  /** Not processed. Responds with a proxy's HTML page; default status 502. */
  | { kind: "html"; status?: number }
  /** Not processed. Redirects; default status 302. */
  | { kind: "redirect"; location: string; status?: number }
  /** Not processed. Responds with a 401 challenge, as if the nonce or the token had just expired. */
  | { kind: "challenge"; stale?: boolean }
  /** Not processed. Resets the socket. */
  | { kind: "resetBefore" }
  /** Processed, then the socket is reset: the response is lost. */
  | { kind: "resetAfter" }
  /** Processed, but a proxy responds; default status 504. */
  | { kind: "statusAfter"; status?: number }
  /** Processed; the socket is closed after half of the response body. */
  | { kind: "truncate" }
  /** Not processed, and never responds; the socket stays open. */
  | { kind: "hang" }
  /** Processed, but never responds; the socket stays open. */
  | { kind: "hangAfter" }
  /** Processed after a delay in milliseconds. */
  | { kind: "delay"; ms: number }
  /** Processed; the response has this Content-Type. */
  | { kind: "contentType"; value: string }
  /** Processed; the response has this body. */
  | { kind: "body"; body: string };

/** The request that a fault is matched against. */
export interface FaultTarget {
  /** HTTP method. */
  method: string;
  /** Path and query as they were sent. */
  target: string;
}

/** A failure, and the requests that it applies to. */
export interface Fault {
  /** HTTP method. Default: any. */
  method?: string;
  /** Regular expression for path and query as sent. Default: any. */
  path?: RegExp | string;
  /** Number of matching requests that pass before the first failure. Default 0. */
  skip?: number;
  /** Number of failures. Default 1; `Infinity` for no limit. */
  times?: number;
  /** Whether the fault also applies to requests without an Authorization header, such as those for a challenge. Default false. */
  unauthenticated?: boolean;
  /** The failure, or a function that chooses it per request. `undefined` lets the request pass, and counts towards `times`. */
  action: FaultAction | ((request: FaultTarget) => FaultAction | undefined);
}

/** An active fault. */
export interface FaultHandle {
  /** Number of matching requests so far. */
  readonly matched: number;
  /** Number of requests that failed. */
  readonly fired: number;
  /** Removes the fault. */
  remove(): void;
}

interface Rule extends FaultHandle {
  fault: Fault;
  path: RegExp | undefined;
  matched: number;
  fired: number;
}

/** The active faults. If several apply to a request, the first one wins. */
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

  /** The failure of this request, or undefined. */
  actionFor(request: FaultTarget, isAuthenticated: boolean): FaultAction | undefined {
    let chosen: FaultAction | undefined;
    for (const rule of this.rules) {
      const { method, skip = 0, times = 1, unauthenticated, action } = rule.fault;
      if (method !== undefined && method !== request.method) continue;
      if (rule.path && request.target.search(rule.path) < 0) continue;
      if (!isAuthenticated && !unauthenticated) continue;
      if (chosen) continue;
      rule.matched += 1;
      if (rule.matched <= skip || rule.matched > skip + times) continue;
      chosen = typeof action === "function" ? action(request) : action;
      if (chosen) rule.fired += 1;
    }
    return chosen;
  }
}

/** The response of a fault that replaces the processing; undefined for other faults. `challenge` needs the gate. */
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
      return html(action.status ?? 502, "Proxy Error");
    case "redirect": {
      const reply = html(action.status ?? 302, "Moved");
      return { ...reply, headers: { ...reply.headers, Location: action.location } };
    }
    default:
      return undefined;
  }
}
