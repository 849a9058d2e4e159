import { explain } from "../atlas/errors/atlasError";
import { addressOf, type Kind, nameOf } from "../connections/address";
import { operations } from "../messages/operations";
import { isObject, type JsonObject } from "../shared/json";
import { settledBeforeExit } from "../shared/settledBeforeExit";
import { oneLine } from "../shared/text";
import { InitializationError } from "./initializationError";
import type { Runtime } from "./runtime";

/**
 * The only error that leaves a hook: one redacted message. Pulumi's host sends the message to the engine, and for some
 * hooks also prints `${error}: ${error.stack}`; `toString` and `stack` keep that short.
 */
class HookError extends Error {
  readonly id?: string;
  readonly properties?: JsonObject;
  readonly reasons?: string[];

  constructor(
    private readonly headline: string,
    explanation: string,
    partial?: InitializationError,
  ) {
    super(`${headline}: ${explanation}`);
    this.stack = operations.printedElsewhere.text;
    if (partial) {
      this.id = partial.id;
      this.properties = partial.properties;
      this.reasons = [this.message];
    }
  }

  override toString(): string {
    return this.headline;
  }
}

/**
 * Runs a hook. Turns whatever it throws into one message without secrets.
 *
 * @param operation completes "could not …".
 * @param subjects ids and properties of the resource, which name the connection and hold its secrets.
 */
export async function guarded<T>(
  runtime: Runtime,
  operation: string,
  subjects: readonly unknown[],
  hook: () => T | Promise<T>,
  kind: Kind = "connection",
): Promise<T> {
  runtime.hidden.add(subjects);
  try {
    return await settledBeforeExit(Promise.resolve(hook()), () => new Error(operations.unsettled.text));
  } catch (error) {
    const clean = (text: string) => runtime.hidden.cleanMessage(text, runtime.secrets);
    throw new HookError(
      clean(headlineOf(operation, subjects, kind)),
      oneLine(clean(explain(error)), maxExplanationLength),
      error instanceof InitializationError ? error : undefined,
    );
  }
}

const maxNameLength = 200;
/** Maximum characters of an explanation. */
const maxExplanationLength = 6_000;

function headlineOf(operation: string, subjects: readonly unknown[], kind: Kind): string {
  const { noText, withName, withId } = operations.failed.text;
  const short = (value: unknown) => (typeof value === "string" ? oneLine(value, maxNameLength) : noText);
  const inputs = subjects.filter(isObject).find(({ connectionName }) => connectionName !== undefined);
  if (!inputs) return withId(operation, short(subjects.find((subject) => typeof subject === "string")));
  const { type, connectionName, workspaceName, projectId } = inputs;
  const name = short(typeof connectionName === "string" ? nameOf(addressOf(inputs, kind)) : connectionName);
  return withName(operation, short(type), name, short(workspaceName), short(projectId));
}
