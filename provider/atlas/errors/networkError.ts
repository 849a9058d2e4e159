import type { HttpRequest } from "../http";
import { AtlasError } from "./atlasError";

const hints: Readonly<Record<string, string>> = {
  ENOTFOUND: "Check the host in mongodbatlas:baseUrl, and the name resolution of this machine.",
  ECONNREFUSED: "Check mongodbatlas:baseUrl, and that a firewall or HTTPS_PROXY lets this machine reach it.",
  ETIMEDOUT: "Check that a firewall or HTTPS_PROXY lets this machine reach Atlas.",
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
      hint: hints[code] ?? (isCertificateProblem(code) ? certificateHint : undefined),
      cause,
    });
    this.code = code;
  }
}

function isCertificateProblem(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_/.test(code);
}
