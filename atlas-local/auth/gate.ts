import { type Reply, unauthorized } from "../reply";
import { authSchemeOf } from "../requestLog";
import type { ServerRequest } from "../serverRequest";
import type { Digest } from "./digest";
import type { OAuth } from "./oauth";

/** Checks credentials before the API: accepts a request, or returns a 401 and the reason. */
export class Gate {
  constructor(
    private readonly digest: Digest,
    private readonly oauth: OAuth,
    private readonly accessTokens: ReadonlySet<string>,
  ) {}

  check({ authorization, method, target }: ServerRequest): { reply: Reply; refusal?: string } | undefined {
    const scheme = authSchemeOf(authorization);
    if (authorization === undefined) return { reply: this.refuse() };
    if (scheme === "digest") {
      const verdict = this.digest.verify(authorization, method, target);
      return verdict.accepted ? undefined : { reply: this.refuse(verdict.stale), refusal: verdict.reason };
    }
    if (scheme !== "bearer") return { reply: this.refuse(), refusal: "neither Digest nor Bearer" };
    const token = authorization.replace(/^Bearer\s+/i, "").trim();
    if (this.accessTokens.has(token)) return undefined;
    const refusal = this.oauth.refusalOf(token);
    return refusal === undefined ? undefined : { reply: this.refuse(), refusal };
  }

  /** A 401 with a new challenge. */
  refuse(stale = false): Reply {
    return unauthorized(this.digest.challenge(stale));
  }
}
