/**
 * A local Atlas for tests: `import { startLocalAtlas } from "pulumi-atlas-streams/testing"`.
 *
 * An HTTP server on 127.0.0.1 that implements the stream-connection endpoints of MongoDB Atlas' Admin API with the
 * known behaviour of the real service.
 *
 * @module pulumi-atlas-streams/testing
 */
export type { Fault, FaultAction, FaultHandle, FaultTarget } from "./faults";
export type { DurationByNetworking } from "./lifecycle/durations";
export { type LocalAtlas, startLocalAtlas } from "./localAtlas";
export {
  type ApiKey,
  type Dialect,
  defaultAccessToken,
  defaultApiKey,
  defaultServiceAccount,
  type LocalAtlasOptions,
  type Patch,
  type ServiceAccount,
} from "./options";
export type { RateLimitOptions } from "./rateLimit";
export type { AuthScheme, Exchange, RequestRecord } from "./requestLog";
export type {
  Connection,
  ConnectionInput,
  ConnectionState,
  NetworkingAccessType,
  WorkspaceAddress,
} from "./types";
