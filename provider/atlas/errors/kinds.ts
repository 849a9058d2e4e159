// Old names, until provider/resource uses the new ones.
export { hasCode, isNotFound as isGone, isRetryable as isTransient } from "./classify";
