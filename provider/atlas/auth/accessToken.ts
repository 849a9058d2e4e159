import { type Authentication, isOfApplication } from "./authentication";

/** A ready-made OAuth access token, used as it is until it expires. */
export function accessTokenAuthentication(token: string): Authentication {
  return {
    authorize: async () => ({
      header: `Bearer ${token}`,
      judge: (response) => (response.status === 401 && !isOfApplication(response) ? "refused" : "accepted"),
    }),
    secrets: [token],
  };
}
