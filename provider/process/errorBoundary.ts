import { explain } from "../atlas/errors/explain";
import { secretsIn } from "../connections/secrets";
import { InitializationError } from "../resource/initializationError";
import { isObject, type JsonObject } from "../shared/json";
import { oneLine } from "../shared/text";
import { redact } from "./redact";
import type { Runtime } from "./runtime";

/**
 * The only error that leaves a hook: one redacted message. Besides sending the message to the engine, Pulumi's host
 * prints `${error}: ${error.stack}` for some hooks; what it prints then only points to the message.
 */
class HookError extends Error {
  readonly id?: string;
  readonly properties?: JsonObject;
  readonly reasons?: string[];

  constructor(
    private readonly headline: string,
    explanation: string,
    kept?: InitializationError,
  ) {
    super(`${headline}: ${explanation}`);
    this.stack = "see the error at the resource";
    if (kept) {
      this.id = kept.id;
      this.properties = kept.properties;
      this.reasons = [this.message];
    }
  }

  override toString(): string {
    return this.headline;
  }
}

/**
 * Runs a hook, and turns whatever it throws into one clear message without secrets.
 *
 * @param doing completes "could not …".
 * @param subjects ids and properties of the resource at hand: they say which connection it is, and hold its secrets.
 */
export async function guarded<T>(
  runtime: Runtime,
  doing: string,
  subjects: readonly unknown[],
  hook: () => T | Promise<T>,
): Promise<T> {
  try {
    return await hook();
  } catch (error) {
    const secrets = [...subjects.flatMap(secretsIn), ...runtime.secrets];
    const clean = (text: string) => redact(text, secrets);
    throw new HookError(
      clean(`could not ${doing} ${nameOf(subjects)}`),
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
  const shown = (value: unknown) => (typeof value === "string" ? oneLine(value, longestName) : "(no text)");
  if (!inputs) return `connection ${shown(id)}`;
  const { type, connectionName, workspaceName, projectId } = inputs;
  return `${shown(type)} connection ${shown(connectionName)} of workspace ${shown(workspaceName)} in project ${shown(projectId)}`;
}
