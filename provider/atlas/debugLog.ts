import { requests } from "../messages/requests";
import { NetworkError } from "./errors/networkError";
import type { Exchange } from "./http";

/** Logs every request, also those for challenges and tokens. Never logs headers or bodies. */
export function logged(exchange: Exchange, log: (line: string) => void): Exchange {
  return async (request) => {
    const start = performance.now();
    const { pathname, search } = new URL(request.url);
    const logOutcome = (outcome: string) => {
      const duration = Math.round(performance.now() - start);
      const attempt = request.attempt ?? 1;
      log(requests.debug.text(request.method, pathname + search, outcome, duration, attempt));
    };
    try {
      const response = await exchange(request);
      logOutcome(String(response.status));
      return response;
    } catch (error) {
      logOutcome(error instanceof NetworkError ? error.code : "failed");
      throw error;
    }
  };
}
