import { createHash, randomBytes } from "node:crypto";
import { type ApiKey, defaultApiKey } from "../../../atlas-local";

const md5 = (text: string) => createHash("md5").update(text).digest("hex");

/** The parts of a challenge. */
export interface Challenge {
  realm: string;
  nonce: string;
  stale: string;
}

export function parseChallenge(header: string | undefined): Challenge {
  const value = (name: string) =>
    new RegExp(`\\b${name}="?([^",]*)"?`).exec(header ?? "")?.[1] ?? `no ${name}`;
  return { realm: value("realm"), nonce: value("nonce"), stale: value("stale") };
}

/** Deviations from a correct response to a challenge. */
export interface Deviations {
  method?: string;
  uri: string;
  nc?: string | number;
  key?: ApiKey;
  /** Parameters that are replaced after computing the response; `undefined` removes one. */
  tamper?: Record<string, string | undefined>;
  /** Quotes every value or none. By default, quotes the values that RFC 7616 requires. */
  quotes?: "all" | "none";
}

/** The Authorization header of RFC 7616, 3.4, for qop=auth and MD5. */
export function authorization(
  { realm, nonce }: Challenge,
  { method = "GET", uri, nc = 1, key = defaultApiKey, tamper = {}, quotes }: Deviations,
): string {
  const count = typeof nc === "string" ? nc : nc.toString(16).padStart(8, "0");
  const cnonce = randomBytes(8).toString("hex");
  const ha1 = md5(`${key.publicKey}:${realm}:${key.privateKey}`);
  const response = md5(`${ha1}:${nonce}:${count}:${cnonce}:auth:${md5(`${method}:${uri}`)}`);
  const parameters: Record<string, string | undefined> = {
    username: key.publicKey,
    realm,
    nonce,
    uri,
    algorithm: "MD5",
    qop: "auth",
    nc: count,
    cnonce,
    response,
    ...tamper,
  };
  const bare = new Set(["algorithm", "qop", "nc"]);
  const isQuoted = (name: string) =>
    quotes === "all" || name === "realm" || (quotes !== "none" && !bare.has(name));
  const parts = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${isQuoted(name) ? `"${value}"` : value}`],
  );
  return `Digest ${parts.join(", ")}`;
}
