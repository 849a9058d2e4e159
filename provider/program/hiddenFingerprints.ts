import * as pulumi from "@pulumi/pulumi";
import { withoutFingerprints } from "../connections/fingerprint";
import { secretFieldsOf } from "../connections/secretPaths";

const keysWithSecrets = [...new Set(secretFieldsOf(undefined).map(({ path: [key = ""] }) => key))];

/** Leaves fingerprints out of a resource's outputs: a program must not take one for the secret. */
export function hideFingerprints(resource: object): void {
  const outputs = resource as Record<string, unknown>;
  for (const key of keysWithSecrets) {
    const output = outputs[key];
    if (pulumi.Output.isInstance(output)) outputs[key] = output.apply(withoutFingerprints);
  }
}
