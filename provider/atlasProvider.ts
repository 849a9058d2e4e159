import * as pulumi from "@pulumi/pulumi";

/** The credentials of one Atlas account. What is left out comes from the stack's configuration, then the environment. */
export interface AtlasProviderArgs {
  /** The public key of an API key. Goes with `privateKey`. */
  publicKey?: pulumi.Input<string>;
  /** The private key of an API key. A secret, however it is passed. */
  privateKey?: pulumi.Input<string>;
  /** The id of a service account. Goes with `clientSecret`. */
  clientId?: pulumi.Input<string>;
  /** The secret of a service account. A secret, however it is passed. */
  clientSecret?: pulumi.Input<string>;
  /** An OAuth access token. A secret, however it is passed. */
  accessToken?: pulumi.Input<string>;
  /** Where Atlas' Admin API is. Default `https://cloud.mongodb.com`. */
  baseUrl?: pulumi.Input<string>;
}

type Key = keyof AtlasProviderArgs;

/** Settings of the stack that hold for every account: an explicit provider would not see them otherwise. */
const stackSettings = ["maxAttempts", "maxRetryTime", "verifyWrites"] as const;

const secretKeys: ReadonlySet<Key> = new Set<Key>(["privateKey", "clientSecret", "accessToken"]);

/** Settings that only make sense together. Configuration may complete what the program begins, but not contradict it. */
const groups: readonly (readonly Key[])[] = [
  ["accessToken"],
  ["clientId", "clientSecret"],
  ["publicKey", "privateKey"],
];

/**
 * The credentials of one Atlas account, for programs that work with several: pass it as `provider` in a resource's
 * options. A change of credentials changes no connection.
 *
 * @example
 * const staging = new AtlasProvider("staging", { publicKey, privateKey: config.requireSecret("stagingKey") });
 * new StreamConnection("orders", { ... }, { provider: staging });
 */
export class AtlasProvider extends pulumi.ProviderResource {
  /**
   * Declares the credentials of one Atlas account.
   *
   * @throws never for missing or half credentials: a preview says what is missing.
   */
  constructor(name: string, args: AtlasProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    const inputs = providerInputs(args);
    super("pulumi-nodejs", name, inputs, opts);
    given.set(this, inputs);
  }
}

/** What each provider was given, for look-ups. Not kept in the provider itself, where whatever prints it would show it. */
const given = new WeakMap<object, pulumi.Inputs>();

/** The provider's settings by their whole key, or undefined for another kind of provider. Not for users. */
export function settingsOf(provider: pulumi.ProviderResource): pulumi.Inputs | undefined {
  return given.get(provider);
}

function providerInputs(args: AtlasProviderArgs): pulumi.Inputs {
  const config = new pulumi.Config("mongodbatlas");
  const begun = groups.filter((group) => group.some((key) => args[key] !== undefined));
  const keys: readonly Key[] = [...(begun.length > 0 ? begun : groups).flat(), "baseUrl"];
  const inputs = keys.map((key): [string, unknown] => {
    const value = args[key] ?? (secretKeys.has(key) ? config.getSecret(key) : config.get(key));
    return [`mongodbatlas:${key}`, value !== undefined && secretKeys.has(key) ? pulumi.secret(value) : value];
  });
  const tuning = stackSettings.map((key): [string, unknown] => [`mongodbatlas:${key}`, config.get(key)]);
  return Object.fromEntries([...inputs, ...tuning]);
}
