import { z } from "zod";
import { parseJson } from "../../shared/json";
import type { AtlasError } from "../errors/atlasError";
import { AtlasApiError, errorFromResponse, UnexpectedResponseError } from "../errors/responseErrors";
import { type Exchange, type HttpRequest, type HttpResponse, retryAfterMs } from "../http";
import { type Authentication, type AuthOutcome, type Authorization, isTokenRefused } from "./authentication";

const tokenBody = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });
const oauthErrorBody = z.object({ error: z.string(), error_description: z.string().optional() });

interface Token {
  header: string;
  /** When to fetch a new token, in milliseconds since the epoch. */
  renewAt: number;
  /** A request with it was successful. */
  accepted: boolean;
}

/** Part of its lifetime after which a token is renewed, so that none expires during a request. */
const renewAfter = 0.9;

/**
 * An OAuth 2.0 service account (client credentials). All requests share one token. The first request fetches it; it is
 * renewed before it expires, and when Atlas refuses it.
 * @see https://www.mongodb.com/docs/atlas/api/service-accounts/generate-oauth2-token/
 */
export class ServiceAccountAuthentication implements Authentication {
  private token: Token | undefined;
  private fetching: Promise<Token> | undefined;

  constructor(
    private readonly baseUrl: string,
    private readonly clientId: string,
    private readonly clientSecret: string,
    private readonly now: () => number = Date.now,
  ) {}

  get secrets(): readonly string[] {
    return [
      this.clientSecret,
      this.basic.slice("Basic ".length),
      ...(this.token ? [this.token.header.slice("Bearer ".length)] : []),
    ];
  }

  async authorize(request: HttpRequest, exchange: Exchange): Promise<Authorization> {
    if (!this.token || this.now() >= this.token.renewAt) {
      this.fetching ??= this.fetch(exchange).finally(() => {
        this.fetching = undefined;
      });
      this.token = await this.fetching;
    }
    const { token } = this;
    return { header: token.header, evaluate: (response) => this.evaluate(token, request, response) };
  }

  /** A token that worked before may have been revoked. A new token that is refused will be refused again. */
  private evaluate(token: Token, request: HttpRequest, response: HttpResponse): AuthOutcome {
    if (!isTokenRefused(request, response)) {
      token.accepted ||= response.status < 300;
      return "accepted";
    }
    if (this.token === token) this.token = undefined;
    return token.accepted ? "expired" : "refused";
  }

  private get basic(): string {
    // RFC 6749: both parts are form-encoded before they are joined.
    const pair = [this.clientId, this.clientSecret].map(encodeURIComponent).join(":");
    return `Basic ${Buffer.from(pair).toString("base64")}`;
  }

  private async fetch(exchange: Exchange): Promise<Token> {
    const request: HttpRequest = {
      method: "POST",
      url: `${this.baseUrl}/api/oauth/token`,
      headers: {
        Accept: "application/json",
        "Content-Type": "application/x-www-form-urlencoded",
        Authorization: this.basic,
      },
      body: "grant_type=client_credentials",
    };
    const sentAt = this.now();
    const response = await exchange(request);
    if (response.status >= 300) throw tokenError(request, response);
    const parsed = tokenBody.safeParse(parseJson(response.body));
    if (!parsed.success) throw new UnexpectedResponseError(request, response, "noAccessToken");
    const { access_token, expires_in } = parsed.data;
    return {
      header: `Bearer ${access_token}`,
      renewAt: sentAt + expires_in * 1000 * renewAfter,
      accepted: false,
    };
  }
}

/** The error of the token endpoint. Its body has the form of Atlas or of RFC 6749. */
function tokenError(request: HttpRequest, response: HttpResponse): AtlasError {
  const { success, data } = oauthErrorBody.safeParse(parseJson(response.body));
  if (!success) return errorFromResponse(request, response);
  const { error, error_description = "" } = data;
  return new AtlasApiError(request, response.status, error, error_description, retryAfterMs(response));
}
