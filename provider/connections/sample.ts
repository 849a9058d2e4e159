import type { CommonArgs } from "./common";
import type { ConnectionDefinition } from "./definition";

/**
 * One of Atlas' built-in sample streams, chosen by `connectionName`: `sample_stream_solar`, `samplestock`,
 * `sampleweather`, `sampleiot`, `samplelog` or `samplecommerce`.
 *
 * @example
 * new StreamConnection("solar", { projectId, workspaceName, connectionName: "sample_stream_solar", type: "Sample" });
 */
export interface SampleArgs extends CommonArgs {
  /** A built-in sample stream. A change replaces the connection. */
  type: "Sample";
}

/** @hidden */
export const sample: ConnectionDefinition<SampleArgs> = {
  type: "Sample",
  // `connectionName` may be any text: Atlas adds new sources, and refuses wrong names itself.
  fields: {},
};
