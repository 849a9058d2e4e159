import type { Clock } from "../shared/clock";
import { accessTokenAuthentication } from "./auth/accessToken";
import { type Authentication, authenticated } from "./auth/authentication";
import { DigestAuthentication } from "./auth/digest";
import { ServiceAccountAuthentication } from "./auth/serviceAccount";
import { AtlasClient, type Policy } from "./client";
import { logged } from "./debugLog";
import { type Clean, withCleanErrors } from "./errors/cleanErrors";
import type { Exchange } from "./http";
import { rateLimited } from "./rateLimit";
import { retrying } from "./retry";
import { ServerClock } from "./serverClock";
import type { Credentials, Settings } from "./settings";
import { createTransport } from "./transport";

export interface ClientOptions {
  clock: Clock;
  /** Prints a line for the user. */
  log(line: string): void;
  /** Log every request. */
  debug: boolean;
  /** Default: every text is shown. */
  clean?: Clean | undefined;
  /** Default: axios. */
  transport?: Exchange | undefined;
}

/** Creates a client, its authentication, and the exchange below the client: any request, without retry. */
export function createClient(
  { baseUrl, credentials, retry, notices }: Settings,
  { clock, log, debug, clean = (text) => text, transport = createTransport() }: ClientOptions,
): {
  client: AtlasClient;
  /** Sends each request once and prints nothing. Its failures do not count for `client`: neither as an outage nor as refused credentials. */
  noticeClient: AtlasClient;
  authentication: Authentication;
  exchange: Exchange;
} {
  for (const notice of notices) log(notice);
  const authentication = createAuthentication(baseUrl, credentials, clock);
  const sent = withCleanErrors(debug ? logged(transport, log) : transport, clean);
  const serverClock = new ServerClock(clock);
  const exchangeWith = (print: (line: string) => void) =>
    rateLimited(authenticated(sent, authentication), clock, print);
  const clientOf = (exchange: Exchange, policy?: Policy) =>
    new AtlasClient(baseUrl, exchange, policy, serverClock, clean);
  const exchange = exchangeWith(log);
  return {
    client: clientOf(exchange, retrying({ clock, log, ...retry })),
    noticeClient: clientOf(exchangeWith(() => {})),
    authentication,
    exchange,
  };
}

function createAuthentication(baseUrl: string, credentials: Credentials, clock: Clock): Authentication {
  switch (credentials.kind) {
    case "accessToken":
      return accessTokenAuthentication(credentials.accessToken);
    case "serviceAccount":
      return new ServiceAccountAuthentication(
        baseUrl,
        credentials.clientId,
        credentials.clientSecret,
        clock.now,
      );
    case "apiKey":
      return new DigestAuthentication(credentials.publicKey, credentials.privateKey);
  }
}
