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
  invalidProxy: {
    text: {
      hint: "Check that HTTPS_PROXY is a whole URL, for example http://proxy.example.com:8080.",
      notSent: "nothing could be sent",
    },
    cause: "`ERR_INVALID_URL`: the scheme or the host of the proxy is missing.",
    cure: "Correct `HTTPS_PROXY`.",
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
