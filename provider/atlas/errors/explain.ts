// The old place, until provider/process uses the new one.
export { explain } from "./atlasError";
