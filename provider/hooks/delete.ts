import { hasCode, isGone } from "../atlas/errors/kinds";
import { parseId } from "../connections/address";
import type { JsonObject } from "../connections/json";
import type { Runtime } from "./runtime";
import { deadlineOf, poll, waitUntilGone } from "./wait";

/** DELETE, then wait until Atlas no longer shows the connection. A connection that is gone already is success. */
export async function deleteConnection(runtime: Runtime, id: string, props: JsonObject): Promise<void> {
  const { client, log, adopted } = runtime;
  const address = parseId(id);
  if (adopted.has(id)) {
    log(
      `connection ${address.connectionName} is left alone, because another resource has just taken it over`,
    );
    return;
  }
  const deadline = deadlineOf("delete", props, runtime.clock);
  try {
    await poll(
      runtime,
      deadline,
      () => `connection ${address.connectionName} to be deployed, before which Atlas does not delete it`,
      async () => {
        try {
          await client.delete(address);
          return true;
        } catch (error) {
          if (hasCode(error, "STREAM_KAFKA_CONNECTION_IS_DEPLOYING")) return undefined;
          throw error;
        }
      },
    );
  } catch (error) {
    if (isGone(error)) return;
    throw error;
  }
  await waitUntilGone(runtime, address, deadline);
}
