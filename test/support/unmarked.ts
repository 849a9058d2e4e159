/** What a hook returned, as the engine hands it back: secrets without their marks. */
export function unmarked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unmarked);
  if (typeof value !== "object" || value === null) return value;
  if ("4dabf18193072939515e22adb298388d" in value) return unmarked((value as { value?: unknown }).value);
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, unmarked(child)]));
}
