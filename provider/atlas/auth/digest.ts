import { errorFromResponse } from "../errors/fromResponse";
import type { Exchange, HttpRequest, HttpResponse } from "../http";
import type { Authentication, Authorization, Verdict } from "./authentication";
import { digestChallenge } from "./challenge";

/** digest-fetch is an ES module only, which CommonJS reaches by a dynamic import. */
const loadDigestClient = async () => (await import("digest-fetch")).DigestClient;
type DigestClientClass = Awaited<ReturnType<typeof loadDigestClient>>;

/** A nonce of the server, and what came of using it. */
interface Nonce {
  value: string;
  /** Computes the headers. */
  client: InstanceType<DigestClientClass>;
  /** How many requests were authorized with it. */
  count: number;
  /** A request with it got past authentication, so the keys are right. */
  accepted: boolean;
}

/**
 * HTTP digest with an Atlas API key (RFC 7616). One challenge serves all requests of the process, each with a nonce
 * count of its own, as a strict server demands. digest-fetch computes the headers; its own `fetch` is not used,
 * because it raises the count only after an answer.
 */
export class DigestAuthentication implements Authentication {
  readonly secrets: readonly string[];
  private loading: Promise<DigestClientClass> | undefined;
  private Client: DigestClientClass | undefined;
  private current: Nonce | undefined;
  private asking: Promise<HttpResponse> | undefined;
  /** For requests that were refused and come again: the nonce that came with the refusal. */
  private readonly fresh = new WeakMap<HttpRequest, Nonce>();

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
    // One promise for all, so that requests that start together go on together.
    this.loading ??= loadDigestClient();
    this.Client = await this.loading;
    // Requests that start together wait for one challenge. If it does not come, each asks for itself, because what
    // came instead is about another URL.
    if (!this.current && this.asking) await this.asking.catch(() => undefined);
    if (!this.current) {
      const answer = await this.ask(request, exchange);
      // Not Atlas' way, but a server that wants no authentication gets none.
      if (answer.status < 300) return { header: undefined, judge: () => "accepted" };
      if (!this.current) {
        // An error of the challenge's own request, so that retry knows that the request itself was not sent.
        if (answer.status >= 500) throw errorFromResponse({ method: "GET", url: request.url }, answer);
        return { refusal: answer };
      }
    }
    const nonce = this.fresh.get(request) ?? this.current;
    return {
      header: header(nonce, request),
      judge: (response) => this.judge(request, nonce, response),
    };
  }

  /** Gets a challenge with a request of no consequence, so that a body with secrets is never sent in vain. */
  private async ask({ url, headers = {} }: HttpRequest, exchange: Exchange): Promise<HttpResponse> {
    const { "Content-Type": _, ...bodiless } = headers;
    const asking = exchange({ method: "GET", url, headers: bodiless });
    this.asking = asking;
    try {
      const response = await asking;
      if (response.status === 401) this.current ??= this.readNonce(response);
      return response;
    } finally {
      if (this.asking === asking) this.asking = undefined;
    }
  }

  private judge(request: HttpRequest, nonce: Nonce, response: HttpResponse): Verdict {
    const challenge = response.status === 401 ? digestChallenge(response) : undefined;
    // An application's refusal, such as USER_CANNOT_ACCESS_GROUP, says nothing against the nonce.
    if (!challenge || (response.headers["x-error-code"] && !challenge.stale)) {
      nonce.accepted ||= response.status !== 401 || response.headers["x-error-code"] !== undefined;
      return "accepted";
    }
    // Without `stale`, a nonce that served before has run out, and one that others use, too, may have been overtaken by
    // them; one that never served, and that nobody else uses, means wrong keys.
    if (!challenge.stale && !nonce.accepted && nonce.count === 1) return "refused";
    const next = this.readNonce(response);
    if (!next) return "refused";
    if (this.current === nonce) this.current = next;
    // Each refused request goes on with the nonce of its own refusal: whatever made the server refuse it, such as
    // other requests of the same nonce that overtook it, cannot happen again. Unless it gave all the same one.
    this.fresh.set(request, next.value === this.current?.value ? this.current : next);
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

function header(nonce: Nonce, { method, url }: HttpRequest): string {
  nonce.count += 1;
  // The count is hexadecimal on the wire. DigestClient pads what it finds here, and would write a number as decimal.
  nonce.client.digest.nc = nonce.count.toString(16) as unknown as number;
  return (nonce.client.addAuth(url, { method }) as { headers: { Authorization: string } }).headers
    .Authorization;
}
