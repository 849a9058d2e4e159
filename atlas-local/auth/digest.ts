import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { ApiKey } from "../options";

const realm = "MMS Public API";

interface Nonce {
  issuedAt: number;
  /** The accepted nonce counts. */
  used: Set<number>;
}

/** The result of checking an Authorization header. */
export type Verdict = { accepted: true } | { accepted: false; reason: string; stale: boolean };

const refused = (reason: string): Verdict => ({ accepted: false, reason, stale: false });
const stale = (reason: string): Verdict => ({ accepted: false, reason, stale: true });

/**
 * HTTP digest with the service's parameters: MD5, qop=auth. Each nonce count is accepted once.
 * @see https://www.rfc-editor.org/rfc/rfc7616
 */
export class Digest {
  private readonly nonces = new Map<string, Nonce>();

  constructor(
    private readonly apiKeys: readonly ApiKey[],
    private readonly lifetimeMs: number,
    private readonly now: () => number,
  ) {}

  /** The value of Www-Authenticate, with a new nonce. */
  challenge(isStale: boolean): string {
    this.forgetExpired();
    const nonce = randomBytes(24).toString("base64");
    this.nonces.set(nonce, { issuedAt: this.now(), used: new Set() });
    return `Digest realm="${realm}", domain="", nonce="${nonce}", algorithm=MD5, qop="auth", stale=${isStale}`;
  }

  /** @param target the request target exactly as it was sent, query included. */
  verify(authorization: string, method: string, target: string): Verdict {
    const given = parseParameters(authorization);
    if (!given) return refused("the header cannot be parsed");
    for (const key of ["username", "realm", "nonce", "uri", "response", "qop", "nc", "cnonce"])
      if (!given[key]) return refused(`${key} is missing`);
    const { username = "", nonce = "", uri = "", nc = "", cnonce = "", response = "" } = given;
    if (given.realm !== realm) return refused("realm is not that of the challenge");
    if (given.algorithm !== undefined && given.algorithm.toUpperCase() !== "MD5")
      return refused("algorithm is not MD5");
    if (given.qop !== "auth") return refused("qop is not auth");
    if (!/^[0-9a-f]{8}$/i.test(nc)) return refused("nc is not eight hexadecimal digits");
    if (uri !== target) return refused("uri is not the target of the request");
    const key = this.apiKeys.find(({ publicKey }) => publicKey === username);
    if (!key) return refused("username is not known");
    const ha1 = md5(`${username}:${realm}:${key.privateKey}`);
    const expected = md5(`${ha1}:${nonce}:${nc}:${cnonce}:auth:${md5(`${method}:${uri}`)}`);
    if (!sameText(expected, response.toLowerCase())) return refused("response is wrong");

    // The client has proven its key; only its nonce can be invalid now.
    const known = this.nonces.get(nonce);
    if (!known) return stale("nonce is not known");
    if (this.isExpired(known)) return stale("nonce has expired");
    const count = Number.parseInt(nc, 16);
    if (count === 0) return refused("nc is zero");
    if (known.used.has(count)) return stale("nc was used before");
    known.used.add(count);
    return { accepted: true };
  }

  /** Makes every nonce stale. */
  forgetAll(): void {
    this.nonces.clear();
  }

  private isExpired({ issuedAt }: Nonce): boolean {
    return this.now() - issuedAt >= this.lifetimeMs;
  }

  /** The map keeps insertion order, so the oldest nonces come first. */
  private forgetExpired(): void {
    for (const [text, nonce] of this.nonces) {
      if (!this.isExpired(nonce)) return;
      this.nonces.delete(text);
    }
  }
}

/** The parameters of `Digest a=b, c="d"`, with names in lower case; undefined for invalid syntax or a repeated name. */
function parseParameters(authorization: string): Record<string, string> | undefined {
  const result: Record<string, string> = Object.create(null);
  let rest = authorization.replace(/^Digest\s+/i, "");
  const parameter = /^\s*([!#$%&'*+.^_`|~\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+))\s*(?:,|$)/;
  while (rest.trim() !== "") {
    const match = parameter.exec(rest);
    const name = match?.[1]?.toLowerCase();
    if (!match || !name || name in result) return undefined;
    result[name] = match[2] !== undefined ? match[2].replace(/\\(.)/g, "$1") : (match[3] ?? "");
    rest = rest.slice(match[0].length);
  }
  return result;
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
