import type { CheckResult } from "@pulumi/pulumi/dynamic";
import { programInputs } from "../connections/inputs";
import { markSecrets } from "../connections/secrets";
import { validate } from "../connections/validate";
import type { Runtime } from "../process/runtime";
import type { JsonObject } from "../shared/json";

/**
 * Validates a connection's inputs and marks its secrets; asks nobody. Every failure has an empty `property`: with
 * one, the engine prints the property's value, and the path stands in the reason anyway.
 */
export function check({ problems }: Runtime, _olds: JsonObject, news: JsonObject): CheckResult {
  const inputs = programInputs(news);
  const failures = [...validate(inputs), ...problems];
  return { inputs: markSecrets(inputs), failures: failures.map((reason) => ({ property: "", reason })) };
}
