import type { Connection } from "../../atlas/connection";
import { isTaken } from "../../atlas/errors/classify";
import { retryNotFound } from "../../atlas/retryNotFound";
import { idOf } from "../../connections/address";
import { createBody, updateBody } from "../../connections/body";
import type { Desired } from "../../connections/desired";
import { keepsSecretsOut } from "../../connections/fingerprint";
import {
  hasWriteOnlyFields,
  immutableMismatches,
  inputsShown,
  record,
  unchangedFields,
} from "../../connections/mismatch";
import { hasPrivateNetworking } from "../../connections/networking";
import type { Recorded } from "../../connections/recorded";
import { concealRecorded, concealSecrets } from "../../connections/secrets";
import { stateOf } from "../../connections/state";
import { existing } from "../../messages/existing";
import { lostWrites } from "../../messages/lostWrites";
import { waiting } from "../../messages/waiting";
import type { Runtime } from "../../process/runtime";
import type { JsonObject } from "../../shared/json";
import { type Action, decide } from "./decide";
import { ConnectionFailedError, LostWriteError, WaitTimeoutError } from "./errors";
import { absent, observe, observeIfReachable } from "./observe";
import { maxResends, type Progress } from "./progress";
import { Backoff, waitUntilGone } from "./wait";

/** Milliseconds between a write and its verification, because a concurrent write may undo it. */
const verifyAfterMs = 2_000;
const maxLostResponses = 4;

/**
 * Brings a connection from what Atlas shows to what the program declares: decide, act, observe, until there is nothing
 * left to do.
 *
 * @returns the connection, READY and as desired.
 */
export async function reconcile(progress: Progress): Promise<Connection> {
  try {
    for (;;) {
      const action = decide(progress);
      if (action === "done") return progress.connection;
      await actions[action](progress);
    }
  } catch (error) {
    // The next run cannot continue, because the state does not hold the connection.
    const isUncertain = error instanceof WaitTimeoutError && progress.lostResponses.length > 0;
    throw isUncertain ? uncertainError(progress.lostResponses) : error;
  }
}

/** Each action sends, waits or fails, and leaves in `progress` what it has learned. */
const actions: Readonly<Record<Exclude<Action, "done">, (progress: Progress) => Promise<void>>> = {
  async create(progress) {
    const { runtime, desired, lostResponses } = progress;
    if (lostResponses.length === maxLostResponses) throw uncertainError(lostResponses);
    if (progress.posts > 0) await progress.backoff.pause(waitingForName(progress));
    progress.posts++;
    progress.firstPostAt ??= runtime.clock.now();
    try {
      const post = () => runtime.client.create(desired.address, createBody(desired.inputs));
      // Atlas may not show the connection of a failover connection yet.
      progress.accept(await (desired.address.failover ? retryNotFound(runtime, post) : post()));
    } catch (error) {
      if (isTaken(error, desired.address)) {
        progress.conflictError = error;
        progress.observed = await observe(() => runtime.client.get(desired.address));
      } else if (runtime.client.mayHaveCreated(desired.address, error)) {
        await observeAfterLostResponse(progress, error);
      } else {
        throw error;
      }
    }
  },

  async recreate(progress) {
    const { runtime, deadline, name } = progress;
    runtime.log(lostWrites.resent.text.connection(name));
    progress.recreations++;
    progress.ownership = "possible";
    progress.posts = 0;
    progress.firstPostAt = undefined;
    progress.absentSince = undefined;
    progress.backoff = new Backoff(runtime, deadline, "writes");
    await actions.create(progress);
  },

  async wait(progress) {
    const { runtime, backoff } = progress;
    const get = () => runtime.reader.read(progress.address, backoff.maxAgeMs);
    // The first GET after a write needs no pause, unless it verifies the write.
    if (!progress.isStale) await backoff.pause(waitingForReady(progress));
    else if (progress.mustVerify) await runtime.clock.sleep(verifyAfterMs);
    let observed = await observeIfReachable(get);
    while (!observed) {
      await backoff.pause(waitingForReady(progress));
      observed = await observeIfReachable(get);
    }
    progress.observed = observed;
    progress.isStale = false;
    progress.absentSince =
      observed.status === "absent" ? (progress.absentSince ?? runtime.clock.now()) : undefined;
  },

  async awaitDeletion(progress) {
    const { runtime, desired, deadline, connection } = progress;
    await waitUntilGone(runtime, desired.address, deadline, connection.id);
    progress.observed = absent;
  },

  async resend(progress) {
    const { runtime, desired, connection, lostFields, name } = progress;
    runtime.log(lostWrites.resent.text.fields(lostFields.join(", "), name));
    await sendInputs(runtime, progress.desiredThere, inputsShown(desired, connection), {
      recorded: progress.accepted ? record(desired, progress.accepted) : {},
    });
    progress.resends++;
    progress.assumePending(connection);
  },

  async claim(progress) {
    const { runtime, desired, connection, status, name, conflict, lostResponses } = progress;
    const adoptionId = runtime.owners.takeOver(idOf(desired.address, connection));
    runtime.log(existing.claimed.text(name));
    try {
      // The clocks are exact to the second, so another creator may have been as fast, with other secrets. While the
      // connection is PENDING, Atlas may refuse to change it.
      if (status === "ready" && hasWriteOnlyFields(desired))
        await sendInputs(runtime, progress.desiredThere, inputsShown(desired, connection), {
          isAdoption: true,
        });
    } catch (failure) {
      // After a 409, the next run says by itself that the name exists.
      throw conflict ? failure : uncertainError(lostResponses, failure);
    }
    progress.accept(connection, adoptionId);
  },

  async adopt(progress) {
    const { runtime, desired, connection, name } = progress;
    if (connection.type !== desired.type) throw new Error(existing.notAdoptable.text.type(connection.type));
    const immutable = immutableMismatches(desired, connection);
    if (immutable.length > 0)
      throw new Error(existing.notAdoptable.text.immutableFields(immutable.join(", ")));
    const adoptionId = runtime.owners.takeOver(idOf(desired.address, connection));
    const response = await sendInputs(runtime, progress.desiredThere, inputsShown(desired, connection), {
      isAdoption: true,
    });
    runtime.log(existing.takenOver.text(name));
    // The response to a PATCH has no state, and private networking may take the connection back to PENDING.
    const state = hasPrivateNetworking(desired.inputs) ? "PENDING" : connection.state;
    progress.accept({ ...response, id: response.id ?? connection.id, state }, adoptionId);
  },

  async refuse({ conflictError }) {
    throw conflictError;
  },

  async reportFailed({ name }) {
    throw new ConnectionFailedError(waiting.failed.text(name));
  },

  async reportMissing({ name }) {
    throw new Error(lostWrites.connectionLost.text(name));
  },

  async reportLostWrite({ lostFields, connection }) {
    const message = lostWrites.fieldsLost.text(lostFields.join(", "), maxResends + 1);
    throw new LostWriteError(message, connection);
  },
};

interface SendOptions {
  /** What Atlas showed before, where that differs from `before`. */
  recorded?: Recorded;
  /** The spelling of a connection that is being adopted is unknown, so a value that does not change may be one. */
  isAdoption?: boolean;
}

/**
 * Brings an existing connection to the desired inputs: PATCH with all of them. Sends it once more when the response shows
 * a value from before, because Atlas is known to lose writes. Any other value is Atlas' own spelling.
 *
 * @param before the inputs that the connection had, so that fields that the program dropped are cleared.
 * @throws Error that names the fields that Atlas did not accept, never their values.
 */
export async function sendInputs(
  runtime: Runtime,
  desired: Desired,
  before: JsonObject,
  { recorded = {}, isAdoption = false }: SendOptions = {},
): Promise<Connection> {
  const body = updateBody(desired.inputs, before);
  const patch = () => retryNotFound(runtime, () => runtime.client.update(desired.address, body));
  const { inputs } = desired;
  // The state may have fingerprints, also where the program has just changed that, so fingerprints are compared.
  const rules = { ...inputs, secretsInState: !keepsSecretsOut(inputs) && !keepsSecretsOut(before) };
  const unchangedIn = (response: Connection) =>
    unchangedFields(
      { ...desired, inputs: concealSecrets(inputs, rules) },
      concealSecrets(response, rules),
      concealSecrets(before, rules),
      concealRecorded(recorded, rules),
    );
  let response = await patch();
  if (unchangedIn(response).length > 0) response = await patch();
  const lost = unchangedIn(response).filter(({ mayBeSpelling }) => !mayBeSpelling && !isAdoption);
  if (lost.length === 0) return response;
  throw new Error(lostWrites.notAccepted.text(lost.map(({ path }) => path).join(", ")));
}

/** The state does not hold the connection, because another program may have created it. */
function uncertainError(lostResponses: readonly unknown[], failedLookUp?: unknown): Error {
  const lost = lostResponses.at(-1) as Error;
  const { responseLost, lookUpFailed } = lostWrites.unknownOutcome.text;
  const message =
    failedLookUp instanceof Error
      ? lookUpFailed(lost.message, failedLookUp.message)
      : responseLost(lost.message);
  return new Error(message, { cause: lost });
}

async function observeAfterLostResponse(progress: Progress, error: unknown): Promise<void> {
  const { runtime, desired, lostResponses } = progress;
  progress.ownership = "possible";
  progress.conflictError = undefined;
  lostResponses.push(error);
  try {
    progress.observed = await observe(() =>
      retryNotFound(runtime, () => runtime.client.get(desired.address)),
    );
  } catch (failure) {
    throw uncertainError(lostResponses, failure);
  }
}

function waitingForName({ name, desired, lostResponses, conflictError }: Progress): string {
  const { createResponse, nameFree, accepted } = waiting.what.text;
  if (lostResponses.length > 0) return createResponse(name);
  // Atlas' codes are not recorded, so the 409 may have another reason.
  return desired.address.failover && conflictError instanceof Error
    ? accepted(name, conflictError.message)
    : nameFree(name);
}

function waitingForReady({ name, observed }: Progress): string {
  const state = observed.status === "absent" ? waiting.state.text.notShown : stateOf(observed.connection);
  return waiting.what.text.ready(name, state);
}
