import type { NetworkingAccessType } from "../types";

/**
 * Milliseconds by networking type. A number applies to the three private types, which take long on the real service.
 * PUBLIC is 0 unless it is set in the object form.
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
