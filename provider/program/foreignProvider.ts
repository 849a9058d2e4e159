import * as pulumi from "@pulumi/pulumi";
import { typeToken } from "../connections/types";
import { program } from "../messages/program";

const [ourPackage] = typeToken.split(":");

/** Refuses the provider of another package. Pulumi accepts it, and would then send the connection to that package's plugin. */
export function refuseForeignProvider(name: string, provider: unknown): void {
  if (!provider) return;
  // `getPackage` has no public counterpart. Every version of Pulumi calls it on this provider.
  const { getPackage } = provider as { getPackage?: () => string };
  if (getPackage?.call(provider) === ourPackage) return;
  // Pulumi prints only the message of a RunError.
  throw new pulumi.RunError(program.foreignProvider.text(name));
}
