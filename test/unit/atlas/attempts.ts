import type { Policy } from "../../../provider/atlas/client";

/** A policy with three attempts. It records the error of each failed attempt. */
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
