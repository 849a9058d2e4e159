import type { Connection } from "../../atlas/connection";
import type { Address } from "../../connections/address";
import { updateBody } from "../../connections/body";
import type { Runtime } from "../../process/runtime";
import type { JsonObject } from "../../shared/json";
import { disagreements } from "./mismatchedFields";
import { despiteLag } from "./retryNotFound";

/**
 * Brings an existing connection to the inputs. Atlas' answer is compared with what was sent; what it did not take
 * over is sent once more, since Atlas is known to lose writes. For the same reason, and because it lags, it is asked
 * again when it says that there is no such connection.
 *
 * @param before what the connection had, so that fields the program dropped are cleared.
 * @throws Error naming the fields that Atlas did not take over, never their values.
 */
export async function applyInputs(
  runtime: Runtime,
  address: Address,
  inputs: JsonObject,
  before: JsonObject,
): Promise<Connection> {
  const body = updateBody(inputs, before);
  let ignored: string[] = [];
  for (let attempt = 1; attempt <= 2; attempt++) {
    const answer = await despiteLag(runtime, () => runtime.client.update(address, body));
    ignored = disagreements(inputs, answer, address);
    if (ignored.length === 0) return answer;
  }
  throw new Error(
    `Atlas accepted the update twice, but did not take over ${ignored.join(", ")}. ` +
      "Check whether Atlas writes these values differently; otherwise replace the connection: set deleteBeforeReplace: true in its options, and run pulumi up --replace with its URN.",
  );
}
