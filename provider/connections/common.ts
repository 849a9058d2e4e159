import type * as pulumi from "@pulumi/pulumi";
import type { Traits } from "./traits";

/** How long an operation may wait for Atlas; a whole number with `h`, `m` or `s`, for example `"40m"` or `"1h30m"`. */
export interface StreamConnectionTimeouts {
  /** How long `create` waits until Atlas reports READY. Default `"40m"`; connections over private networking take 13 to 50 minutes. */
  create?: pulumi.Input<string>;
  /** How long `update` waits until Atlas reports READY again. Default `"40m"`. */
  update?: pulumi.Input<string>;
  /** How long `delete` waits until Atlas no longer shows the connection. Default `"40m"`. */
  delete?: pulumi.Input<string>;
}

/**
 * One of these texts. A plain `string` compiles too, because programs take values from configuration and outputs; the
 * preview refuses any other text.
 */
export type OneOf<T extends string> = T | (string & Record<never, never>);

/** The fields of every type of connection. */
export interface CommonArgs {
  /** The Atlas project: 24 hexadecimal digits. A change replaces the connection. */
  projectId: pulumi.Input<string>;
  /** The stream workspace (formerly "stream instance") that holds the connection. A change replaces the connection. */
  workspaceName: pulumi.Input<string>;
  /** The connection's name, by which stream processors refer to it. A change replaces the connection. For `Sample` it chooses the sample source. */
  connectionName: pulumi.Input<string>;
  /** The connection's region in Atlas' spelling, for example `"VIRGINIA_USA"`. If it is left out, Atlas chooses it. A change replaces the connection. */
  region?: pulumi.Input<string>;
  /**
   * Take over a connection of this name that already exists, and update it to the program's values, instead of
   * failing with STREAM_CONNECTION_NAME_ALREADY_EXISTS. Default `false`. Never sent to Atlas.
   */
  adopt?: pulumi.Input<boolean>;
  /** How long each operation may wait for Atlas, for example `{ create: "1h30m" }`: whole hours, minutes and seconds. Never sent to Atlas. */
  timeouts?: pulumi.Input<StreamConnectionTimeouts>;
  /**
   * Whether Pulumi's state holds the connection's secrets, encrypted. Default `true`. With `false` it holds fingerprints
   * of 24 bits, and the outputs leave the secrets out. Every `pulumi up` then needs the secrets, and they may not come
   * from the stack's configuration. Never sent to Atlas.
   */
  secretsInState?: boolean;
  /**
   * Fields that this version of the package does not know, in the API's form, for example
   * `{ authentication: { newField: "…" } }`. They are merged into the request body and compared like other fields. Mark
   * secrets among them with `pulumi.secret`; `secretsInState` does not concern them. A newer type than this version knows
   * has all its fields here: `type: "NewType" as "Sample"`.
   */
  additionalProperties?: pulumi.Input<Record<string, unknown>>;
}

/** The traits of the fields that every type has, in the order in which a resource declares them as outputs. */
export const commonTraits = {
  projectId: { replaces: true },
  workspaceName: { replaces: true },
  connectionName: { replaces: true },
  type: { replaces: true },
  region: { replaces: true },
  adopt: {},
  timeouts: {},
  secretsInState: { isServerDefault: (value: unknown) => value === true },
  additionalProperties: {},
} as const satisfies Readonly<Record<keyof CommonArgs | "type", Traits>>;

/** Fields for the provider only. They are never part of a request body. */
export const providerFields = ["adopt", "timeouts", "secretsInState"] as const;

/** Whether a change of the field concerns Atlas. */
export function isForAtlas([key]: readonly string[]): boolean {
  return !providerFields.some((own) => own === key);
}
