import { z } from "zod";
import { type CommonArgs, commonFields } from "./common";

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

// The sample sources are not an allowed set here: Atlas adds new ones, and refuses wrong names itself.
/** @internal */
export const sample = z.strictObject({ ...commonFields, type: z.literal("Sample").meta({ replaces: true }) });
