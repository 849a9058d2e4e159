import type { CheckFailure, CheckResult } from "@pulumi/pulumi/dynamic";
import { addressKeys, addressOf, formatId } from "../connections/address";
import { programInputs } from "../connections/inputs";
import { markSecrets } from "../connections/secrets";
import { isUnknown } from "../connections/unknown";
import { validate } from "../connections/validate";
import { inputNames } from "../messages/input";
import { preview } from "../messages/preview";
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

/** Compares the connection with the others of the program. Providers are processes of their own, and compare only theirs. */
export function checkDeclarations(
  { declarations, log }: Runtime,
  olds: JsonObject,
  news: JsonObject,
): CheckFailure | undefined {
  if (addressKeys.some((key) => isUnknown(news[key]))) return undefined;
  const id = formatId(addressOf(news));
  const isNew = Object.keys(olds).length === 0;
  if (declarations.isDeclaredTwice(id, isNew))
    return { property: "", reason: inputNames.declaredTwice.text(id) };
  const similar = declarations.similarTo(id);
  if (similar) log(preview.similarName.text(id, similar));
  return undefined;
}
