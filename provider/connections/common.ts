import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { parseDuration } from "../shared/duration";
import { addressFields } from "./address";

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
 * One of these texts. A plain `string` compiles too, since programs take values from configuration and outputs; the
 * preview refuses what is none of them.
 */
export type OneOf<T extends string> = T | (string & Record<never, never>);

/** What every type of connection has. */
export interface CommonArgs {
  /** The Atlas project: 24 hexadecimal digits. A change replaces the connection. */
  projectId: pulumi.Input<string>;
  /** The stream workspace (formerly "stream instance") that holds the connection. A change replaces the connection. */
  workspaceName: pulumi.Input<string>;
  /** The connection's name, by which stream processors refer to it. A change replaces the connection. For `Sample` it chooses the sample source. */
  connectionName: pulumi.Input<string>;
  /** The connection's region in Atlas' spelling, for example `"VIRGINIA_USA"`. Atlas' own choice when left out. A change replaces the connection. */
  region?: pulumi.Input<string>;
  /**
   * Take over a connection of this name that already exists, and bring it to what the program says, instead of
   * failing with STREAM_CONNECTION_NAME_ALREADY_EXISTS. Default `false`. Never sent to Atlas.
   */
  adopt?: pulumi.Input<boolean>;
  /** How long each operation may wait for Atlas. Never sent to Atlas. */
  timeouts?: pulumi.Input<StreamConnectionTimeouts>;
}

const timeout = z.string().refine((text) => parseDuration(text) !== undefined, {
  error: 'must be a duration of whole hours, minutes and seconds, for example "40m", "1h30m" or "90s"',
  when: ({ value }) => typeof value === "string",
});

/** A required text that must hold something. @internal */
export const text = z.string().min(1, { error: "must not be empty" });

/** @internal */
export const commonFields = {
  ...addressFields,
  region: text.optional().meta({ replaces: true }),
  adopt: z.boolean().optional(),
  timeouts: z
    .strictObject({ create: timeout.optional(), update: timeout.optional(), delete: timeout.optional() })
    .optional(),
};

/** The fields that are ours: they steer the provider and are never part of a request's body. */
export const ownFields = ["adopt", "timeouts"] as const;
