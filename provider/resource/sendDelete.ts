import { hasCode, isNotFound, isWorkspaceNotFound } from "../atlas/errors/classify";
import { retryNotFoundByAge } from "../atlas/retryNotFound";
import { type Address, nameOf } from "../connections/address";
import { operations } from "../messages/operations";
import { waiting } from "../messages/waiting";
import type { Runtime } from "../process/runtime";
import { Backoff, type Deadline } from "./reconcile/wait";

export interface Deletion {
  readonly address: Address;
  /** Atlas' own id, if the state has it. */
  readonly connectionId: string | undefined;
  readonly deadline: Deadline;
}

/** Sends the DELETE, again and again while Atlas still deploys the connection. */
export async function sendDelete(
  runtime: Runtime,
  { address, connectionId, deadline }: Deletion,
): Promise<void> {
  const { client, owners, log } = runtime;
  const name = nameOf(address);
  const backoff = new Backoff(runtime, deadline, "writes");
  for (;;) {
    try {
      await retryNotFoundByAge(runtime, connectionId, async () => {
        try {
          await client.delete(address);
        } catch (error) {
          // An earlier attempt without a response has deleted it.
          if (!isNotFound(error) || error.attempts === 1) throw error;
        }
      });
      break;
    } catch (error) {
      if (isNotFound(error)) break;
      if (isWorkspaceNotFound(error)) {
        log(operations.workspaceMissing.text(address.workspaceName, name));
        break;
      }
      if (!hasCode(error, "STREAM_KAFKA_CONNECTION_IS_DEPLOYING")) throw error;
    }
    await backoff.pause(waiting.what.text.deployed(name));
  }
  if (connectionId !== undefined) owners.recordDeletion(connectionId);
}
