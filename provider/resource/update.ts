import { isDeepStrictEqual } from "node:util";
import type { UpdateResult } from "@pulumi/pulumi/dynamic";
import type { Connection } from "../atlas/connection";
import { parseId } from "../connections/address";
import { ownFields } from "../connections/common";
import { inputsOf, programInputs } from "../connections/inputs";
import { isPrivate } from "../connections/networking";
import type { Runtime } from "../process/runtime";
import type { JsonObject } from "../shared/json";
import { outputs } from "./outputs";
import { kept } from "./partialState";
import { applyInputs } from "./reconcile/apply";
import { settle } from "./reconcile/settle";
import { deadlineOf, waitUntilReady } from "./reconcile/wait";

/**
 * PATCH, then wait for READY where it may take long. A change of nothing but `adopt` and `timeouts` sends no request,
 * and a connection that an earlier operation left PENDING is only waited for.
 */
export async function update(
  runtime: Runtime,
  id: string,
  olds: JsonObject,
  news: JsonObject,
): Promise<UpdateResult> {
  const address = parseId(id);
  const before = inputsOf(olds);
  const inputs = programInputs(news);
  const deadline = deadlineOf("update", inputs, runtime.clock);
  let connection: Pick<Connection, "state" | "id" | "region"> = {
    state: String(olds.state ?? "READY"),
    id: olds.connectionId as string | undefined,
    region: olds.region as string | undefined,
  };
  const wasReady = connection.state === "READY";
  const sent = !isDeepStrictEqual(withoutOwn(before), withoutOwn(inputs));
  if (sent) {
    const { id: connectionId, region } = await applyInputs(runtime, address, inputs, before);
    connection = {
      state: connection.state,
      id: connectionId ?? connection.id,
      region: region ?? connection.region,
    };
  }
  // The answer to a PATCH tells no state. Only private networking takes Atlas back to PENDING, so only there is it asked for.
  if (!wasReady || (sent && (isPrivate(inputs) || runtime.verifyWrites))) {
    try {
      connection = sent
        ? await settle(runtime, address, inputs, deadline)
        : await waitUntilReady(runtime, address, deadline);
    } catch (error) {
      throw kept(news, inputs, connection, olds.adoptionId, error);
    }
  }
  return { outs: outputs(inputs, connection, olds.adoptionId) };
}

function withoutOwn(inputs: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => !ownFields.some((own) => own === key)));
}
