import { network } from "../../messages/network";
import { oneLine } from "../../shared/text";
import type { HttpRequest } from "../http";
import { AtlasError } from "./atlasError";

/** A certificate, for example, may name hosts in texts of any length. */
const maxProblemLength = 1_000;

const hints: Readonly<Record<string, string>> = {
  ENOTFOUND: network.unresolved.text,
  EAI_AGAIN: network.unresolved.text,
  ECONNREFUSED: network.unreachable.text.hint,
  ETIMEDOUT: network.unreachable.text.hint,
  ERR_INVALID_URL: network.invalidProxy.text.hint,
  EPROTO: network.notTls.text,
  ERR_SSL_WRONG_VERSION_NUMBER: network.notTls.text,
  ERR_PROXY_AUTHENTICATION: network.proxyAuthentication.text.hint,
  ERR_PROXY_REFUSED: network.proxyRefused.text.hint,
  CERT_HAS_EXPIRED: network.certificateExpired.text,
  ERR_TLS_CERT_ALTNAME_INVALID: network.certificateOfAnotherHost.text,
};

/** No complete response came: refused, reset, not resolved, not trusted, too late or too large. */
export class NetworkError extends AtlasError {
  override readonly name = "NetworkError" as const;
  /** Code of Node or axios, for example `ECONNRESET`. `ETIMEDOUT` also stands for our own time limit. */
  readonly code: string;

  constructor(request: Pick<HttpRequest, "method" | "url">, code: string, problem: string, cause?: unknown) {
    super(`${oneLine(problem, maxProblemLength)} [${oneLine(code, 100)}]`, {
      request,
      hint: hintFor(code),
      cause,
    });
    this.code = code;
  }
}

/** The proxy did not open a tunnel, so nothing was sent to Atlas. */
export class ProxyRefusalError extends NetworkError {
  /**
   * @param proxy its URL, without credentials.
   * @param status its answer to CONNECT.
   */
  constructor(
    request: Pick<HttpRequest, "method" | "url">,
    proxy: string,
    readonly status: number,
  ) {
    const [code, problem] =
      status === 407
        ? ["ERR_PROXY_AUTHENTICATION", network.proxyAuthentication.text.problem(proxy)]
        : ["ERR_PROXY_REFUSED", network.proxyRefused.text.problem(proxy, status)];
    super(request, code, problem);
  }
}

function hintFor(code: string): string | undefined {
  if (Object.hasOwn(hints, code)) return hints[code];
  return isCertificateProblem(code) ? network.certificateNotTrusted.text : undefined;
}

/** True for the codes with which OpenSSL and Node refuse a server's certificate. */
export function isCertificateProblem(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_/.test(code);
}
