import { randomBytes } from "node:crypto";
import { tokenRateLimited } from "../errors";
import type { ServiceAccount } from "../options";
import { failure, plainJson, type Reply } from "../reply";
import type { ServerRequest } from "../serverRequest";

export const tokenPath = "/api/oauth/token";
export const revokePath = "/api/oauth/revoke";

/**
 * The token endpoint for service accounts.
 * @see https://www.mongodb.com/docs/atlas/api/service-accounts/generate-oauth2-token/
 */
export class OAuth {
  private readonly tokens = new Map<string, { clientId: string; expiresAt: number }>();
  private readonly tokenRequestTimes = new Map<string, number[]>();

  /** @param requestsPerMinute limit per client; undefined for no limit. */
  constructor(
    private readonly accounts: readonly ServiceAccount[],
    private readonly lifetimeSeconds: number,
    private readonly requestsPerMinute: number | undefined,
    private readonly now: () => number,
  ) {}

  /** @returns the reason for a refusal, or undefined when the token is valid. */
  refusalOf(token: string): string | undefined {
    const known = this.tokens.get(token);
    if (!known) return "the token is not known";
    if (known.expiresAt <= this.now()) return "the token has expired";
    return undefined;
  }

  /** `POST /api/oauth/token` */
  issue(request: ServerRequest): Reply {
    const form = formOf(request);
    if (!form)
      return oauthError(400, "invalid_request", "the body must be application/x-www-form-urlencoded");
    const grant = form.get("grant_type");
    if (grant !== "client_credentials")
      return grant
        ? oauthError(400, "unsupported_grant_type", "grant_type must be client_credentials")
        : oauthError(400, "invalid_request", "grant_type is missing");
    const clientId = this.clientOf(request);
    if (!clientId) return invalidClient();
    if (this.isOverLimit(clientId)) {
      const error = tokenRateLimited(tokenPath, this.requestsPerMinute ?? 0, 1);
      return failure(error, { envelope: false, pretty: false });
    }
    const token = `local.${randomBytes(32).toString("base64url")}`;
    this.tokens.set(token, { clientId, expiresAt: this.now() + this.lifetimeSeconds * 1000 });
    return plainJson(
      200,
      { access_token: token, expires_in: this.lifetimeSeconds, token_type: "Bearer" },
      { "Cache-Control": "no-store" },
    );
  }

  /** `POST /api/oauth/revoke`: also succeeds for an unknown token (RFC 7009, 2.2). */
  revoke(request: ServerRequest): Reply {
    const clientId = this.clientOf(request);
    if (!clientId) return invalidClient();
    const token = formOf(request)?.get("token");
    if (!token) return oauthError(400, "invalid_request", "token is missing");
    if (this.tokens.get(token)?.clientId === clientId) this.tokens.delete(token);
    return { status: 200, headers: {}, body: "" };
  }

  /** Revokes all issued tokens. */
  revokeAll(): void {
    this.tokens.clear();
  }

  /** The client of a valid Basic header; id and secret are form-encoded before base64 (RFC 6749, 2.3.1). */
  private clientOf({ authorization = "" }: ServerRequest): string | undefined {
    const encoded = /^Basic\s+([A-Za-z0-9+/]+={0,2})$/i.exec(authorization)?.[1];
    if (!encoded) return undefined;
    const text = Buffer.from(encoded, "base64").toString("utf8");
    const colon = text.indexOf(":");
    if (colon < 0) return undefined;
    const [clientId, clientSecret] = [formDecode(text.slice(0, colon)), formDecode(text.slice(colon + 1))];
    const account = this.accounts.find((known) => known.clientId === clientId);
    return account && account.clientSecret === clientSecret ? clientId : undefined;
  }

  private isOverLimit(clientId: string): boolean {
    if (this.requestsPerMinute === undefined) return false;
    const now = this.now();
    const recent = (this.tokenRequestTimes.get(clientId) ?? []).filter((at) => at > now - 60_000);
    if (recent.length >= this.requestsPerMinute) return true;
    this.tokenRequestTimes.set(clientId, [...recent, now]);
    return false;
  }
}

function formOf({ contentType, body }: ServerRequest): URLSearchParams | undefined {
  if (contentType !== "application/x-www-form-urlencoded") return undefined;
  return new URLSearchParams(body.toString("utf8"));
}

function formDecode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}

/** RFC 6749, 5.2. */
function oauthError(status: number, error: string, description: string): Reply {
  return plainJson(status, { error, error_description: description }, { "Cache-Control": "no-store" });
}

function invalidClient(): Reply {
  const reply = oauthError(401, "invalid_client", "the client is not known, or its secret is wrong");
  return { ...reply, headers: { ...reply.headers, "Www-Authenticate": 'Basic realm="MMS Public API"' } };
}
