import type { RequestRecord } from "../../atlas-local";

export const kinds = ["auth", "GET one", "list", "POST", "PATCH", "DELETE", "refused"] as const;
export type Requests = Record<(typeof kinds)[number], number>;

/** Numbers of requests by kind. `auth` counts digest challenges and tokens, `refused` those beyond the rate limit. */
export function countByKind(requests: readonly RequestRecord[]): Requests {
  const counts = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Requests;
  for (const request of requests) counts[kindOf(request)]++;
  return counts;
}

function kindOf({ method, path, status }: RequestRecord): keyof Requests {
  if (status === 401 || path.includes("/oauth/")) return "auth";
  if (status === 429) return "refused";
  if (method === "POST" || method === "PATCH" || method === "DELETE") return method;
  return path.endsWith("/connections") ? "list" : "GET one";
}

export function sumOf(requests: Requests | undefined): number {
  return Object.values(requests ?? {}).reduce((sum, count) => sum + count, 0);
}
