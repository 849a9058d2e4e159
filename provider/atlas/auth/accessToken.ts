import { type Authentication, isTokenRefused } from "./authentication";

/** An OAuth access token of the user. It cannot be renewed. */
export function accessTokenAuthentication(token: string): Authentication {
  return {
    authorize: async (request) => ({
      header: `Bearer ${token}`,
      evaluate: (response) => (isTokenRefused(request, response) ? "refused" : "accepted"),
    }),
    secrets: [token],
  };
}
