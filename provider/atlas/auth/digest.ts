import type { Exchange, HttpRequest, HttpResponse } from "../http";
import type { Authentication, Authorization } from "./authentication";

/** digest-fetch is an ES module only, which CommonJS reaches by a dynamic import. */
const loadDigestFetch = () => import("digest-fetch");
type DigestClientClass = Awaited<ReturnType<typeof loadDigestFetch>>["DigestClient"];

/** A server's challenge, and what came of answering it. */
interface Challenge {
  /** Computes the headers; counts the requests in `digest.nc`. */
  client: InstanceType<DigestClientClass>;
  /** A request that answered it was let through, so the keys are right. */
  accepted: boolean;
}

/**
 * HTTP digest with an Atlas API key (RFC 7616). One challenge serves all requests of the process, each with a nonce
 * count of its own, as a strict server demands. digest-fetch computes the headers; its own `fetch` is not used,
 * because it raises the count only after an answer.
 */
export class DigestAuthentication implements Authentication {
  readonly secrets: readonly string[];
  private Client: DigestClientClass | undefined;
  private current: Challenge | undefined;
  private asking: Promise<HttpResponse> | undefined;

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
    if (!this.current) {
      const answer = await this.ask(request, exchange);
      // Not Atlas' way, but a server that wants no authentication gets none.
      if (answer.status < 300) return { header: undefined, shouldRepeat: () => false };
      if (!this.current) return { refusal: answer };
    }
    const challenge = this.current;
    challenge.client.digest.nc += 1;
    const { headers } = challenge.client.addAuth(request.url, { method: request.method }) as {
      headers: { Authorization: string };
    };
    return {
      header: headers.Authorization,
      shouldRepeat: (response) => this.shouldRepeat(challenge, response),
    };
  }

  /**
   * Gets a challenge with a request of no consequence, so that a body with secrets is never sent in vain. Requests
   * that start together wait for one answer.
   */
  private async ask({ url, headers }: HttpRequest, exchange: Exchange): Promise<HttpResponse> {
    this.asking ??= exchange({ method: "GET", url, ...(headers ? { headers } : {}) });
    try {
      const response = await this.asking;
      if (response.status === 401) {
        this.Client ??= (await loadDigestFetch()).DigestClient;
        this.current ??= this.readChallenge(response, this.Client);
      }
      return response;
    } finally {
      this.asking = undefined;
    }
  }

  private shouldRepeat(challenge: Challenge, response: HttpResponse): boolean {
    if (response.status !== 401) {
      challenge.accepted ||= response.status < 400;
      return false;
    }
    // An application's refusal, such as USER_CANNOT_ACCESS_GROUP, says nothing against the nonce.
    if (response.headers["x-error-code"]) return false;
    // Another request has already got a new challenge.
    if (this.current !== challenge) return true;
    // Without `stale`, a nonce that served before has run out; one that never served means wrong keys.
    if (!isStale(response) && !challenge.accepted) return false;
    const next = this.Client && this.readChallenge(response, this.Client);
    if (!next) return false;
    this.current = next;
    return true;
  }

  private readChallenge(response: HttpResponse, Client: DigestClientClass): Challenge | undefined {
    const header = digestHeader(response);
    if (!header) return undefined;
    const algorithm = /\balgorithm\s*=\s*"?([\w-]+)/i.exec(header)?.[1] ?? "MD5";
    const client = new Client(this.publicKey, this.privateKey, { algorithm });
    client.parseAuth(header);
    client.digest.nc = 0;
    return { client, accepted: false };
  }
}

/** The Digest part of the header: a server may offer several schemes. */
function digestHeader({ headers }: HttpResponse): string | undefined {
  return /(?:^|,\s*)(Digest\s.*)$/is.exec(headers["www-authenticate"] ?? "")?.[1];
}

function isStale(response: HttpResponse): boolean {
  return /\bstale\s*=\s*"?true/i.test(digestHeader(response) ?? "");
}
