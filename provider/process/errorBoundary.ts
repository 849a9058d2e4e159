import { explain } from "../atlas/errors/explain";
import { secretsIn } from "../connections/secrets";
import { isObject, type JsonObject } from "../shared/json";
import { oneLine } from "../shared/text";
import { InitializationError } from "./initializationError";
import { redact } from "./redact";
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
    this.stack = "see the error at the resource";
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
): Promise<T> {
  try {
    return await hook();
  } catch (error) {
    const secrets = [...subjects.flatMap(secretsIn), ...runtime.secrets];
    const clean = (text: string) => redact(text, secrets);
    throw new HookError(
      clean(`could not ${operation} ${nameOf(subjects)}`),
      clean(explain(error)),
      error instanceof InitializationError ? error : undefined,
    );
  }
}

const longestName = 200;

function nameOf(subjects: readonly unknown[]): string {
  const id = subjects.find((subject) => typeof subject === "string");
  const inputs = subjects.find((subject) => isObject(subject) && subject.connectionName !== undefined) as
    | JsonObject
    | undefined;
  const short = (value: unknown) => (typeof value === "string" ? oneLine(value, longestName) : "(no text)");
  if (!inputs) return `connection ${short(id)}`;
  const { type, connectionName, workspaceName, projectId } = inputs;
  return `${short(type)} connection ${short(connectionName)} of workspace ${short(workspaceName)} in project ${short(projectId)}`;
}
