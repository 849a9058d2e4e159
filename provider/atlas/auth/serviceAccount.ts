import { z } from "zod";
import { AtlasApiError } from "../errors/atlasApiError";
import type { AtlasError } from "../errors/atlasError";
import { errorFromResponse } from "../errors/fromResponse";
import { parseJson } from "../errors/json";
import { retryAfterMs } from "../errors/retryAfter";
import { UnexpectedResponseError } from "../errors/unexpectedResponseError";
import type { Exchange, HttpRequest, HttpResponse } from "../http";
import { type Authentication, type Authorization, refusesToken, type Verdict } from "./authentication";

const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });
const oauthError = z.object({ error: z.string(), error_description: z.string().optional() });

interface Token {
  header: string;
  /** Milliseconds since the epoch from which on a new one is fetched. */
  renewAt: number;
  /** A request with it got past authentication. */
  accepted: boolean;
}

/** A token is renewed when a tenth of its life is left, so that none runs out under way. */
const renewAfter = 0.9;

/**
 * An OAuth 2.0 service account (client credentials). One token serves all requests; it is fetched once, by whoever
 * comes first, renewed early, and renewed when Atlas no longer takes it.
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
    return { header: token.header, judge: (response) => this.judge(token, request, response) };
  }

  /** A token that served before may have been revoked; one that never served is refused for another reason. */
  private judge(token: Token, request: HttpRequest, response: HttpResponse): Verdict {
    if (!refusesToken(request, response)) {
      token.accepted ||= response.status < 300;
      return "accepted";
    }
    if (this.token === token) this.token = undefined;
    return token.accepted ? "expired" : "refused";
  }

  private get basic(): string {
    // RFC 6749 wants both parts form-encoded before they are joined.
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
    if (response.status >= 300) throw refused(request, response);
    const answer = tokenAnswer.safeParse(parseJson(response.body));
    if (!answer.success) throw new UnexpectedResponseError(request, response, "it holds no access token");
    const { access_token, expires_in } = answer.data;
    return {
      header: `Bearer ${access_token}`,
      renewAt: sentAt + expires_in * 1000 * renewAfter,
      accepted: false,
    };
  }
}

/** The error that names the token endpoint, in Atlas' words or in those of RFC 6749. */
function refused(request: HttpRequest, response: HttpResponse): AtlasError {
  const { success, data } = oauthError.safeParse(parseJson(response.body));
  if (!success) return errorFromResponse(request, response);
  const { error, error_description = "" } = data;
  return new AtlasApiError(request, response.status, error, error_description, retryAfterMs(response));
}
