import type { HttpResponse } from "../http";

/** The algorithms of DigestClient, in its spelling. It silently takes any other name for MD5. */
const algorithms = ["MD5", "MD5-sess", "SHA-256", "SHA-256-sess", "SHA-512-256", "SHA-512-256-sess"];

/** A digest challenge of a server. */
export interface DigestChallenge {
  /** This challenge's part of the header. */
  header: string;
  algorithm: string;
  nonce: string;
  /** The nonce has expired; the keys may be right. */
  stale: boolean;
}

/** The first digest challenge of a response with a supported algorithm. A server may offer several challenges and schemes. */
export function digestChallenge({ headers }: HttpResponse): DigestChallenge | undefined {
  for (const header of splitChallenges(headers["www-authenticate"] ?? "")) {
    if (!/^Digest\s/i.test(header)) continue;
    const requested = (parameter(header, "algorithm") ?? "MD5").toLowerCase();
    const algorithm = algorithms.find((known) => known.toLowerCase() === requested);
    const nonce = parameter(header, "nonce");
    if (!algorithm || !nonce) continue;
    return { header, algorithm, nonce, stale: parameter(header, "stale")?.toLowerCase() === "true" };
  }
  return undefined;
}

/** Commas separate challenges, and also the parameters of a challenge. A challenge begins with the name of its scheme. */
function splitChallenges(header: string): string[] {
  const challenges: string[] = [];
  for (const part of header.match(/(?:[^",]|"(?:\\.|[^"\\])*"?)+/g) ?? []) {
    const text = part.trim();
    if (/^[\w-]+(?:\s+[^=\s]|$)/.test(text)) challenges.push(text);
    else challenges.push(`${challenges.pop() ?? ""}, ${text}`);
  }
  return challenges;
}

function parameter(challenge: string, name: string): string | undefined {
  const match = new RegExp(`[\\s,]${name}=(?:"([^"]*)"|([^\\s,]+))`, "i").exec(challenge);
  return match?.[1] ?? match?.[2];
}
