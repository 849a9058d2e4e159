import type { NetworkingAccessType } from "../types";

/**
 * Milliseconds, by the way a connection reaches its system. A number holds for the three private ways, which take
 * long on the real service; PUBLIC is 0 unless named.
 */
export type DurationByNetworking = number | Partial<Record<NetworkingAccessType, number>>;

export function durationFor(
  durations: DurationByNetworking,
  access: NetworkingAccessType,
  otherwise: number,
): number {
  if (typeof durations !== "number") return durations[access] ?? (access === "PUBLIC" ? 0 : otherwise);
  return access === "PUBLIC" ? 0 : durations;
}
