import type { HttpResponse } from "../http";

/** What DigestClient can compute, in its own spelling: anything else it would take for MD5 without a word. */
const algorithms = ["MD5", "MD5-sess", "SHA-256", "SHA-256-sess", "SHA-512-256", "SHA-512-256-sess"];

/** A server's demand for digest authentication. */
export interface DigestChallenge {
  /** The challenge as it stands in the header, without those of other schemes. */
  header: string;
  algorithm: string;
  nonce: string;
  /** The request was refused for its nonce only, not for its keys. */
  stale: boolean;
}

/** The first Digest challenge of an answer that we can meet; a server may offer several, and other schemes. */
export function digestChallenge({ headers }: HttpResponse): DigestChallenge | undefined {
  for (const header of splitChallenges(headers["www-authenticate"] ?? "")) {
    if (!/^Digest\s/i.test(header)) continue;
    const named = (parameter(header, "algorithm") ?? "MD5").toLowerCase();
    const algorithm = algorithms.find((known) => known.toLowerCase() === named);
    const nonce = parameter(header, "nonce");
    if (!algorithm || !nonce) continue;
    return { header, algorithm, nonce, stale: parameter(header, "stale")?.toLowerCase() === "true" };
  }
  return undefined;
}

/** Commas part challenges and their parameters alike; what begins with a scheme's name begins a challenge. */
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
