const signature = "4dabf18193072939515e22adb298388d";

/** Whether a value is a secret in Pulumi's wire form. */
export function isMarked(value: unknown): value is { value: unknown } {
  return typeof value === "object" && value !== null && signature in value;
}

/** Removes the secret marks from a hook's result, like the engine before it calls the next hook. */
export function unmarked<T>(value: T): T {
  if (isMarked(value)) return unmarked(value.value) as T;
  if (Array.isArray(value)) return value.map(unmarked) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, unmarked(child)])) as T;
}
