import type { Credentials, Settings } from "../settings";
import { accessTokenAuthentication } from "./auth/accessToken";
import { type Authentication, authenticated } from "./auth/authentication";
import { DigestAuthentication } from "./auth/digest";
import { ServiceAccountAuthentication } from "./auth/serviceAccount";
import { AtlasClient } from "./client";
import { createTransport } from "./transport";

/** A client with everything below it, and the texts that it must never show. */
export function createClient({ baseUrl, credentials }: Settings): {
  client: AtlasClient;
  authentication: Authentication;
} {
  const authentication = createAuthentication(baseUrl, credentials);
  return {
    client: new AtlasClient(baseUrl, authenticated(createTransport(), authentication)),
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
