import type { HttpRequest } from "../http";
import { AtlasError } from "./atlasError";

const unreachable =
  "Check mongodbatlas:baseUrl, and that a firewall or HTTPS_PROXY lets this machine reach it.";
const unresolved = "Check the host in mongodbatlas:baseUrl, and the name resolution of this machine.";

const hints: Readonly<Record<string, string>> = {
  ENOTFOUND: unresolved,
  EAI_AGAIN: unresolved,
  ECONNREFUSED: unreachable,
  ETIMEDOUT: unreachable,
  ERR_INVALID_URL: "Check that HTTPS_PROXY is a whole URL, for example http://proxy.example.com:8080.",
  CERT_HAS_EXPIRED: "Check the clock of this machine, and the certificate of the server or proxy.",
  ERR_TLS_CERT_ALTNAME_INVALID:
    "The certificate belongs to another host: check mongodbatlas:baseUrl and HTTPS_PROXY.",
};
const certificateHint =
  "If a private certificate authority signs this connection, name its file in NODE_EXTRA_CA_CERTS before Pulumi starts.";

/** No whole answer came: refused, reset, not resolved, not trusted, too late or too large. */
export class NetworkError extends AtlasError {
  override readonly name = "NetworkError" as const;
  /** Node's or axios' code, for example `ECONNRESET`; `ETIMEDOUT` also for our own time limit. */
  readonly code: string;

  constructor(request: HttpRequest, code: string, problem: string, cause?: unknown) {
    super(`${problem} [${code}]`, {
      request,
      hint: Object.hasOwn(hints, code)
        ? hints[code]
        : isCertificateProblem(code)
          ? certificateHint
          : undefined,
      cause,
    });
    this.code = code;
  }
}

/** True for the codes with which OpenSSL and Node refuse a server's certificate. */
export function isCertificateProblem(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_/.test(code);
}
