import type { Policy } from "../../../provider/atlas/client";

/** Sends a request three times at most, and keeps the errors of what failed. */
export function threeAttempts(errors: unknown[]): Policy {
  return (send) => async (request) => {
    for (let left = 2; left > 0; left--) {
      try {
        return await send(request);
      } catch (error) {
        errors.push(error);
      }
    }
    return send(request);
  };
}
