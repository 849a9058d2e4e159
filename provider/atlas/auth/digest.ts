import { errorFromResponse } from "../errors/responseErrors";
import type { Exchange, HttpRequest, HttpResponse } from "../http";
import type { Authentication, AuthOutcome, Authorization } from "./authentication";
import { digestChallenge } from "./challenge";

/** digest-fetch is an ES module, so CommonJS loads it by a dynamic import. */
const loadDigestClient = async () => (await import("digest-fetch")).DigestClient;
type DigestClientClass = Awaited<ReturnType<typeof loadDigestClient>>;

/** A nonce of the server, and how it was used. */
interface Nonce {
  value: string;
  /** Computes the headers. */
  client: InstanceType<DigestClientClass>;
  /** Number of requests that were authorized with it. */
  count: number;
  /** A request with it passed authentication, so the keys are right. */
  accepted: boolean;
}

/**
 * HTTP digest with an Atlas API key (RFC 7616). One challenge serves all requests of the process, each with its own nonce
 * count, because strict servers check it. digest-fetch computes the headers; its `fetch` is not used, because it
 * increments the count only after a response.
 */
export class DigestAuthentication implements Authentication {
  readonly secrets: readonly string[];
  private loading: Promise<DigestClientClass> | undefined;
  private Client: DigestClientClass | undefined;
  private current: Nonce | undefined;
  private challenging: Promise<HttpResponse> | undefined;
  /** The nonce that came with a request's refusal, for its next attempt. */
  private readonly nextNonce = new WeakMap<HttpRequest, Nonce>();

  constructor(
    private readonly publicKey: string,
    private readonly privateKey: string,
  ) {
    this.secrets = [privateKey];
  }

  async authorize(
    request: HttpRequest,
    exchange: Exchange,
  ): Promise<Authorization | { refusal: HttpResponse }> {
    // One shared promise keeps the order of concurrent requests.
    this.loading ??= loadDigestClient();
    this.Client = await this.loading;
    // Concurrent requests wait for one challenge. If it fails, each sends its own: the failure may concern one URL only.
    if (!this.current && this.challenging) await this.challenging.catch(() => undefined);
    if (!this.current) {
      const response = await this.requestChallenge(request, exchange);
      // Atlas never does this, but another server may need no authentication.
      if (response.status < 300) return { header: undefined, evaluate: () => "accepted" };
      if (!this.current) {
        // The error names the challenge's request, so that retry knows that the request itself was not sent.
        if (response.status >= 500) throw errorFromResponse({ method: "GET", url: request.url }, response);
        return { refusal: response };
      }
    }
    const nonce = this.nextNonce.get(request) ?? this.current;
    return {
      header: authorizationHeader(nonce, request),
      evaluate: (response) => this.evaluate(request, nonce, response),
    };
  }

  /** Gets a challenge with a GET, so that a body with secrets is not sent without authorization. */
  private async requestChallenge(
    { url, headers = {} }: HttpRequest,
    exchange: Exchange,
  ): Promise<HttpResponse> {
    const { "Content-Type": _, ...bodiless } = headers;
    const challenging = exchange({ method: "GET", url, headers: bodiless });
    this.challenging = challenging;
    try {
      const response = await challenging;
      if (response.status === 401) this.current ??= this.readNonce(response);
      return response;
    } finally {
      if (this.challenging === challenging) this.challenging = undefined;
    }
  }

  private evaluate(request: HttpRequest, nonce: Nonce, response: HttpResponse): AuthOutcome {
    const challenge = response.status === 401 ? digestChallenge(response) : undefined;
    // A refusal by the application, such as USER_CANNOT_ACCESS_GROUP, does not concern the nonce.
    if (!challenge || (response.headers["x-error-code"] && !challenge.stale)) {
      nonce.accepted ||= response.status !== 401 || response.headers["x-error-code"] !== undefined;
      return "accepted";
    }
    // Without `stale`: a nonce that was accepted before has expired, and a count of a shared nonce may have arrived out of
    // order. A nonce that was never accepted and has one user means wrong keys.
    if (!challenge.stale && !nonce.accepted && nonce.count === 1) return "refused";
    const next = this.readNonce(response);
    if (!next) return "refused";
    if (this.current === nonce) this.current = next;
    // A refused request uses the nonce of its own refusal, which no other request can use out of order. A server that
    // gives all of them the same nonce is the exception.
    this.nextNonce.set(request, next.value === this.current?.value ? this.current : next);
    return "expired";
  }

  private readNonce(response: HttpResponse): Nonce | undefined {
    const challenge = digestChallenge(response);
    if (!challenge || !this.Client) return undefined;
    const { algorithm, header, nonce } = challenge;
    const client = new this.Client(this.publicKey, this.privateKey, { algorithm });
    client.parseAuth(header);
    return { value: nonce, client, count: 0, accepted: false };
  }
}

function authorizationHeader(nonce: Nonce, { method, url }: HttpRequest): string {
  nonce.count += 1;
  // HTTP digest counts in hexadecimal. DigestClient would write a number in decimal, but only pads a text.
  nonce.client.digest.nc = nonce.count.toString(16) as unknown as number;
  return (nonce.client.addAuth(url, { method }) as { headers: { Authorization: string } }).headers
    .Authorization;
}
