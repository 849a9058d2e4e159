const { join } = require("node:path");
const { inspect } = require("node:util");

/**
 * Sends a request to each URL of its arguments, in order, and prints the results as JSON. It runs in its own
 * process, because environment variables set proxies and certificates.
 *
 * @typedef {object} SendResult
 * @property {number} [status]
 * @property {string} [body]
 * @property {string | undefined} [code]
 * @property {string | undefined} [message]
 * @property {string | undefined} [hint]
 * @property {string} [shown] everything that an error prints
 */

const atlas = join(__dirname, "../../dist/provider/atlas");
const { NetworkError, ProxyRefusalError } = require(join(atlas, "errors/networkError.js"));
const { createTransport } = require(join(atlas, "transport.js"));

async function main() {
  const send = createTransport();
  const headers = { Authorization: "Bearer credential-secret" };
  /** @type {SendResult[]} */
  const results = [];
  for (const url of process.argv.slice(2)) {
    try {
      const { status, body } = await send({ method: "POST", url, headers, body: "body-secret" });
      results.push({ status, body });
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
      const { code, hint, message } = /** @type {SendResult} */ (error);
      results.push({
        ...(error instanceof ProxyRefusalError ? { status: /** @type {SendResult} */ (error).status } : {}),
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
