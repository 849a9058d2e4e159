import { NetworkError } from "./errors/networkError";
import type { Exchange } from "./http";

/** Tells of every exchange, those for challenges and tokens included; never of headers or bodies. */
export function logged(exchange: Exchange, log: (line: string) => void): Exchange {
  return async (request) => {
    const start = performance.now();
    const { pathname, search } = new URL(request.url);
    const tell = (outcome: string) => {
      const duration = Math.round(performance.now() - start);
      log(
        `debug: ${request.method} ${pathname}${search} ${outcome} ${duration} ms, attempt ${request.attempt ?? 1}`,
      );
    };
    try {
      const response = await exchange(request);
      tell(String(response.status));
      return response;
    } catch (error) {
      tell(error instanceof NetworkError ? error.code : "failed");
      throw error;
    }
  };
}
