import type { AtlasClient } from "../atlas/client";
import { hasCode, isNotFound, isWorkspaceNotFound } from "../atlas/errors/classify";
import { AtlasApiError } from "../atlas/errors/responseErrors";
import { retryNotFoundByAge } from "../atlas/retryNotFound";
import { type Address, nameOf } from "../connections/address";
import { operations } from "../messages/operations";
import { waiting } from "../messages/waiting";
import type { Runtime } from "../process/runtime";
import { observe } from "./reconcile/observe";
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
      const isDeploying =
        hasCode(error, "STREAM_KAFKA_CONNECTION_IS_DEPLOYING") ||
        (await isPendingFailover(client, address, error));
      if (!isDeploying) throw error;
    }
    await backoff.pause(waiting.what.text.deployed(name));
  }
  if (connectionId !== undefined) owners.recordDeletion(connectionId);
}

/** Atlas' code for a failover connection that it still deploys is not recorded. */
async function isPendingFailover(client: AtlasClient, address: Address, error: unknown): Promise<boolean> {
  if (!address.failover || !(error instanceof AtlasApiError) || error.status !== 409) return false;
  return (await observe(() => client.get(address))).status === "pending";
}
