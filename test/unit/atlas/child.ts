/**
 * Sends a request to each URL of its arguments, in order, and prints the results as JSON. It runs in its own
 * process, because environment variables set proxies and certificates.
 */
import { inspect } from "node:util";
import { NetworkError, ProxyRefusalError } from "../../../provider/atlas/errors/networkError";
import { createTransport } from "../../../provider/atlas/transport";

export interface ChildResult {
  status?: number;
  body?: string;
  code?: string;
  message?: string;
  hint?: string | undefined;
  /** Everything that an error prints. */
  shown?: string;
}

async function main(): Promise<void> {
  const send = createTransport();
  const headers = { Authorization: "Bearer credential-secret" };
  const results: ChildResult[] = [];
  for (const url of process.argv.slice(2)) {
    try {
      const { status, body } = await send({ method: "POST", url, headers, body: "body-secret" });
      results.push({ status, body });
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
      const { code, hint, message } = error;
      results.push({
        ...(error instanceof ProxyRefusalError ? { status: error.status } : {}),
        code,
        message,
        hint,
        shown: inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error),
      });
    }
  }
  process.stdout.write(JSON.stringify(results));
}

void main();
