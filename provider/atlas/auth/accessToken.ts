import type { Authentication } from "./authentication";

/** A ready-made OAuth access token, used as it is until it expires. */
export function accessTokenAuthentication(token: string): Authentication {
  return {
    authorize: async () => ({ header: `Bearer ${token}`, shouldRepeat: () => false }),
    secrets: [token],
  };
}
