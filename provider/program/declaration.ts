import type * as pulumi from "@pulumi/pulumi";
import type { Kind } from "../connections/address";
import type { StreamConnectionArgs } from "../connections/args";
import { providerKey } from "../connections/inputs";
import { outputNamesOf } from "../connections/outputNames";
import { providerText } from "../stored";
import { withCustomTimeouts } from "./customTimeouts";
import { warnUnlessFindable } from "./findable";
import { refuseForeignProvider } from "./foreignProvider";
import { warnOfPlainCredentials } from "./plainCredentials";
import { secretInputs } from "./secretInputs";

/**
 * The properties with which a resource is declared: its arguments with secrets marked, its outputs, and the provider's text.
 *
 * @throws RunError when `opts.provider` is another package's provider.
 */
export function declaration(
  kind: Kind,
  name: string,
  args: StreamConnectionArgs,
  opts: pulumi.CustomResourceOptions | undefined,
): pulumi.Inputs {
  refuseForeignProvider(name, opts?.provider);
  warnUnlessFindable();
  warnOfPlainCredentials();
  // Pulumi sets only outputs that are named here. `.get()` has no arguments, and no argument names what Atlas sets.
  const outputs = Object.fromEntries(outputNamesOf(args?.type).map((output) => [output, undefined]));
  const declared = opts?.id ? args : withCustomTimeouts(args, opts?.customTimeouts);
  return { ...outputs, ...secretInputs(declared), [providerKey]: providerText(kind) };
}
