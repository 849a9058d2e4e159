import { isDeepStrictEqual } from "node:util";
import type { CheckFailure, CheckResult } from "@pulumi/pulumi/dynamic";
import { addressOf, formatId, identityKeys, idIn, type Kind } from "../connections/address";
import { isFingerprint, keepsSecretsOut } from "../connections/fingerprint";
import { programInputs } from "../connections/inputs";
import { withMissingSecrets } from "../connections/missingSecrets";
import { mapSecrets, markSecrets } from "../connections/secrets";
import { isUnknown, unknownValue } from "../connections/unknown";
import { formatPath, inspect, validate } from "../connections/validate";
import { inputNames } from "../messages/input";
import { operations } from "../messages/operations";
import { preview } from "../messages/preview";
import { secretsInState } from "../messages/secretsInState";
import type { Runtime } from "../process/runtime";
import { type JsonObject, valueAt } from "../shared/json";

/**
 * Validates a connection's inputs, and marks its secrets or conceals them, without a request. Each failure has an empty
 * `property`: with a name, the engine would print that property's value. The path is in the reason.
 */
export function check(
  runtime: Runtime,
  olds: JsonObject,
  news: JsonObject,
  kind: Kind = "connection",
): CheckResult {
  const inputs = programInputs(news);
  runtime.knownSecrets.remember(inputs);
  // A fingerprint that `ignoreChanges` keeps passes like an unknown value.
  const withUnknown = mapSecrets(inputs, inputs.type, (secret) =>
    isFingerprint(secret) ? unknownValue : secret,
  );
  const { failures, warnings } = inspect(withUnknown, kind);
  const { connectionName } = inputs;
  const name =
    typeof connectionName === "string" && !isUnknown(connectionName)
      ? connectionName
      : operations.failed.text.noText;
  // The engine checks a resource twice that it replaces.
  for (const warning of warnings) runtime.logOnce(preview.unknownName.text(name, warning));
  const problems = isDeepStrictEqual(olds, news)
    ? exceptMissingSecrets(failures, withUnknown, kind)
    : failures;
  const reasons = [...problems, ...wrongSecrets(runtime, olds, inputs), ...runtime.problems];
  return { inputs: markSecrets(inputs), failures: reasons.map((reason) => ({ property: "", reason })) };
}

/**
 * `pulumi import` sends the inputs of its file as the old and the new ones. The file holds no secret, so one that is
 * missing is no problem. If a program sends what the state has, there is nothing to write, and Atlas has the secret.
 */
function exceptMissingSecrets(
  failures: readonly string[],
  inputs: JsonObject,
  kind: Kind,
): readonly string[] {
  return failures.length === 0 ? failures : validate(withMissingSecrets(inputs).inputs, kind);
}

/** What the values of secrets show: fingerprints that are not those of the state, and secrets that the state would hold anyway. */
function wrongSecrets({ configuration }: Runtime, olds: JsonObject, inputs: JsonObject): string[] {
  const outOfState = keepsSecretsOut(inputs);
  const reasons: string[] = [];
  mapSecrets(inputs, inputs.type, (secret, path, { writeOnly }) => {
    const isOfState = isDeepStrictEqual(secret, valueAt(olds, path));
    if (isFingerprint(secret) && !(outOfState && isOfState))
      reasons.push(`${formatPath(path)}: ${secretsInState.fingerprintGiven.text}`);
    if (outOfState && configuration.holds(secret, writeOnly === true))
      reasons.push(`${formatPath(path)}: ${secretsInState.inConfiguration.text}`);
    return secret;
  });
  return reasons;
}

/** Compares the connection with the others of the program. Providers are processes of their own, and compare only theirs. */
export function checkDeclarations(
  { declarations, logOnce, writes }: Runtime,
  olds: JsonObject,
  news: JsonObject,
  kind: Kind = "connection",
): CheckFailure | undefined {
  if (identityKeys(kind).some((key) => isUnknown(news[key]))) return undefined;
  const id = formatId(addressOf(news, kind));
  const isNew = Object.keys(olds).length === 0;
  if (declarations.isDeclaredTwice(id, isNew))
    return { property: "", reason: inputNames.declaredTwice.text(id) };
  const similar = declarations.similarTo(id);
  if (similar) logOnce(preview.similarName.text(id, similar));
  const idInState = idIn(olds, kind);
  if (idInState !== undefined && idInState !== id) declarations.giveUp(idInState);
  // Not a failure: the engine may replace a resource without a change, for a reason that it does not tell.
  if (isNew && declarations.isKept(id) && !writes.haveBegun)
    logOnce(preview.declaredAgain.text(String(news.connectionName)));
  return undefined;
}
