import type { CheckResult } from "@pulumi/pulumi/dynamic";
import { programInputs } from "../connections/inputs";
import { markSecrets } from "../connections/secrets";
import { validate } from "../connections/validate";
import type { Runtime } from "../process/runtime";
import type { JsonObject } from "../shared/json";

/**
 * Validates a connection's inputs and marks its secrets, without a request. Each failure has an empty `property`: with
 * a name, the engine would print that property's value. The path is in the reason.
 */
export function check({ problems }: Runtime, news: JsonObject): CheckResult {
  const inputs = programInputs(news);
  const reasons = [...validate(inputs), ...problems];
  return { inputs: markSecrets(inputs), failures: reasons.map((reason) => ({ property: "", reason })) };
}
