import * as pulumi from "@pulumi/pulumi";
import {
  type AccountKey,
  accountSettings,
  configKey,
  credentialKinds,
  type Setting,
  type StackKey,
  stackSettings,
} from "./atlas/settings/list";
import { sharedWeakMap } from "./program/sharedWeakMap";

/**
 * The credentials of one Atlas account. Settings that are left out come from the stack's configuration, then from the
 * environment.
 */
export interface AtlasProviderArgs {
  /** The public key of an API key. Requires `privateKey`. */
  publicKey?: pulumi.Input<string>;
  /** The private key of an API key. Always a secret. */
  privateKey?: pulumi.Input<string>;
  /** The id of a service account. Requires `clientSecret`. */
  clientId?: pulumi.Input<string>;
  /** The secret of a service account. Always a secret. */
  clientSecret?: pulumi.Input<string>;
  /** An OAuth access token. Always a secret. */
  accessToken?: pulumi.Input<string>;
  /** The base URL of Atlas' Admin API. Default `https://cloud.mongodb.com`. */
  baseUrl?: pulumi.Input<string>;
  /** Use Atlas for Government, `https://cloud.mongodbgov.com`, unless the base URL is set. Default `false`. */
  isMongodbgovCloud?: pulumi.Input<boolean>;
}

/**
 * The credentials of one Atlas account, for programs that use several accounts. Pass it as `provider` in a resource's
 * options. A change of credentials does not change any connection.
 *
 * @example
 * const staging = new AtlasProvider("staging", { publicKey, privateKey: config.requireSecret("stagingKey") });
 * new StreamConnection("orders", { ... }, { provider: staging });
 */
export class AtlasProvider extends pulumi.ProviderResource {
  /**
   * Declares the credentials of one Atlas account.
   *
   * Does not throw for missing or incomplete credentials: a preview reports them.
   *
   * @param name the provider's name in the program.
   * @param args the credentials. Default: those of the stack's configuration, then of the environment.
   * @param opts Pulumi's options.
   */
  constructor(name: string, args: AtlasProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    const inputs = providerInputs(args);
    super("pulumi-nodejs", name, inputs, opts);
    inputsOfProvider.set(this, inputs);
  }

  /**
   * Whether the value is an AtlasProvider, also one of another copy of this package.
   *
   * @param value any value.
   */
  static override isInstance(value: unknown): value is AtlasProvider {
    return typeof value === "object" && value !== null && inputsOfProvider.has(value);
  }
}

/** For look-ups. The inputs are not stored in the provider, because code that prints it would show them. */
const inputsOfProvider = sharedWeakMap<pulumi.Inputs>("pulumi-atlas-streams.providerInputs");

/** The provider's settings by their whole key, or undefined for another kind of provider. Not for users. */
export function settingsOf(provider: pulumi.ProviderResource): pulumi.Inputs | undefined {
  return inputsOfProvider.get(provider);
}

/** Does not compile when `AtlasProviderArgs` and the list of settings have different fields. */
const settingOf: Readonly<Record<keyof AtlasProviderArgs, Setting>> = accountSettings;

function providerInputs(args: AtlasProviderArgs): pulumi.Inputs {
  const config = new pulumi.Config("mongodbatlas");
  const kinds: readonly (readonly AccountKey[])[] = Object.values(credentialKinds);
  // Configuration completes credentials that the program gives in part; credentials of another kind are not mixed in.
  const chosen = kinds.filter((keys) => keys.some((key) => args[key] !== undefined));
  const ignored: AccountKey[] =
    chosen.length > 0 ? kinds.filter((keys) => !chosen.includes(keys)).flat() : [];
  // The cloud that the program chooses is not that of the configuration's base URL.
  if (args.isMongodbgovCloud !== undefined && args.baseUrl === undefined) ignored.push("baseUrl");
  const accountInput = (key: AccountKey): unknown => {
    if (ignored.includes(key)) return undefined;
    // Settings are texts, as in the stack's configuration.
    if (!settingOf[key].isSecret) return asText(args[key]) ?? config.get(key);
    const value = args[key] ?? config.getSecret(key);
    return value === undefined ? undefined : pulumi.secret(value);
  };
  const accountKeys = Object.keys(accountSettings) as AccountKey[];
  const stackKeys = Object.keys(stackSettings) as StackKey[];
  return Object.fromEntries([
    ...accountKeys.map((key) => [configKey(key), accountInput(key)]),
    // An explicit provider does not see the stack's configuration.
    ...stackKeys.map((key) => [configKey(key), config.get(key)]),
  ]);
}

function asText(value: pulumi.Input<unknown>): pulumi.Input<unknown> {
  return value === undefined ? undefined : pulumi.output(value).apply((known) => known?.toString());
}
