/** Connections on servers older than 2026 have no state, and are READY. */
export function stateOf({ state }: { state?: string | null | undefined }): string {
  return state ?? "READY";
}
