import type { Messages } from "./entry";

export const network = {
  unresolved: {
    text: "Check the host in mongodbatlas:baseUrl, and the name resolution of this machine.",
    cause: "`ENOTFOUND`, `EAI_AGAIN`: this machine finds no address for the host.",
    cure: "Follow the hint.",
  },
  unreachable: {
    text: {
      hint: "Check mongodbatlas:baseUrl, and that a firewall or HTTPS_PROXY lets this machine reach it.",
      timeout: (seconds: number) => `no complete answer within ${seconds} s`,
    },
    cause: "`ECONNREFUSED`, `ETIMEDOUT`: the server does not answer in time.",
    cure: "Follow the hint.",
  },
  viaProxy: {
    text: (problem: string, proxy: string) => `${problem}, through the proxy ${proxy}`,
    cause:
      "The request went through the proxy of `HTTPS_PROXY` or `ALL_PROXY`. The proxy's user name and password are not shown.",
    cure: "See the rest of the message. Hosts in `NO_PROXY` are reached without the proxy.",
  },
  invalidProxy: {
    text: {
      hint: "Check that HTTPS_PROXY (or ALL_PROXY) is the URL of an HTTP proxy, for example http://proxy.example.com:8080, with special characters of a password percent-encoded.",
      notSent: "the proxy of the environment is not usable, so nothing was sent",
    },
    cause:
      "`ERR_INVALID_URL`: the value of `HTTPS_PROXY` or `ALL_PROXY` is not a URL, or has another scheme than `http` and `https`, such as `socks5`. Without a scheme it is an `http` proxy, as for curl.",
    cure: "Correct the variable. `HTTPS_PROXY` takes precedence over `ALL_PROXY`.",
  },
  proxyAuthentication: {
    text: {
      problem: (proxy: string) =>
        `the proxy ${proxy} answers 407: it requires a user name and a password, or refuses those that it got`,
      hint: "Set HTTPS_PROXY to http://USER:PASSWORD@HOST:PORT, with special characters of the password percent-encoded.",
    },
    cause:
      "`ERR_PROXY_AUTHENTICATION`: the proxy has answered 407. Nothing was sent to Atlas. Only Basic authentication is supported.",
    cure: "Follow the hint.",
  },
  proxyRefused: {
    text: {
      problem: (proxy: string, status: number) =>
        `the proxy ${proxy} answers ${status} and does not connect to the host`,
      hint: "Check that the proxy of HTTPS_PROXY allows this host, or add the host to NO_PROXY.",
    },
    cause:
      "`ERR_PROXY_REFUSED`: the proxy has refused to open a tunnel. Nothing was sent to Atlas. 408, 429 and 5xx are retried.",
    cure: "Follow the hint.",
  },
  notTls: {
    text: "The server or the proxy does not speak TLS. Check whether HTTPS_PROXY must begin with http:// instead of https://.",
    cause: "`EPROTO`: an HTTPS URL leads to a server without TLS, usually an HTTP proxy.",
    cure: "Follow the hint.",
  },
  certificateExpired: {
    text: "Check the clock of this machine, and the certificate of the server or proxy.",
    cause: "`CERT_HAS_EXPIRED`: the certificate has expired, or the clock of this machine is wrong.",
    cure: "Follow the hint.",
  },
  certificateOfAnotherHost: {
    text: "The certificate belongs to another host: check mongodbatlas:baseUrl and HTTPS_PROXY.",
    cause: "`ERR_TLS_CERT_ALTNAME_INVALID`: the certificate does not contain the name of the host.",
    cure: "Follow the hint.",
  },
  certificateNotTrusted: {
    text: "If a private certificate authority signs this connection, name its file in NODE_EXTRA_CA_CERTS before Pulumi starts.",
    cause:
      "`SELF_SIGNED_CERT_IN_CHAIN` and similar codes: often a company's proxy that decrypts TLS. Node reads the variable when it starts.",
    cure: "Set the variable in the environment of `pulumi`.",
  },
  broken: {
    text: {
      midAnswer: "the connection ended in the middle of the answer",
      failed: "the connection failed",
    },
    cause:
      "The network connection broke. The provider retries such requests; after a POST, it first looks up whether Atlas has created the connection.",
    cure: "If it persists, look for a proxy, a VPN or a firewall that ends idle connections.",
  },
  tooLarge: {
    text: {
      answer: (bytes: number) => `the answer is larger than ${bytes} bytes`,
      request: (bytes: number) => `the request is larger than ${bytes} bytes`,
    },
    cause: "The limits are 64 MiB for a response and 16 MiB for a request.",
    cure: "Check that `mongodbatlas:baseUrl` is Atlas, and that the program does not pass a wrong file as a certificate.",
  },
} satisfies Messages;
