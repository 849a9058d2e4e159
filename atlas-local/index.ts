/**
 * A local Atlas for tests: `import { startLocalAtlas } from "pulumi-atlas-streams/testing"`.
 *
 * It answers the stream-connection endpoints of MongoDB Atlas' Admin API as the real service is known to, over real
 * HTTP, on this machine only.
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
