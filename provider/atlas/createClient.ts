import type { Clock } from "../shared/clock";
import { accessTokenAuthentication } from "./auth/accessToken";
import { type Authentication, authenticated } from "./auth/authentication";
import { DigestAuthentication } from "./auth/digest";
import { ServiceAccountAuthentication } from "./auth/serviceAccount";
import { AtlasClient } from "./client";
import { logged } from "./debugLog";
import { type Clean, withCleanErrors } from "./errors/cleanErrors";
import type { Exchange } from "./http";
import { rateLimited } from "./rateLimit";
import { retrying } from "./retry";
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

/** Creates a client and its authentication. */
export function createClient(
  { baseUrl, credentials, retry }: Settings,
  { clock, log, debug, clean = (text) => text, transport = createTransport() }: ClientOptions,
): {
  client: AtlasClient;
  authentication: Authentication;
} {
  const authentication = createAuthentication(baseUrl, credentials);
  const sent = withCleanErrors(debug ? logged(transport, log) : transport, clean);
  const exchange = rateLimited(authenticated(sent, authentication), clock, log);
  return {
    client: new AtlasClient(baseUrl, exchange, retrying({ clock, log, ...retry }), clean),
    authentication,
  };
}

function createAuthentication(baseUrl: string, credentials: Credentials): Authentication {
  switch (credentials.kind) {
    case "accessToken":
      return accessTokenAuthentication(credentials.accessToken);
    case "serviceAccount":
      return new ServiceAccountAuthentication(baseUrl, credentials.clientId, credentials.clientSecret);
    case "apiKey":
      return new DigestAuthentication(credentials.publicKey, credentials.privateKey);
  }
}
