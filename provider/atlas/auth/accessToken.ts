import { type Authentication, refusesToken } from "./authentication";

/** A ready-made OAuth access token, used as it is until it expires. */
export function accessTokenAuthentication(token: string): Authentication {
  return {
    authorize: async (request) => ({
      header: `Bearer ${token}`,
      judge: (response) => (refusesToken(request, response) ? "refused" : "accepted"),
    }),
    secrets: [token],
  };
}
