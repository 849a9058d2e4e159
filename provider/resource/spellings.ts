import { isDeepStrictEqual } from "node:util";
import { nameOf } from "../connections/address";
import type { Desired } from "../connections/desired";
import type { Recorded } from "../connections/recorded";
import { lostWrites } from "../messages/lostWrites";
import type { Runtime } from "../process/runtime";

/** Tells the user once that Atlas spells fields in its own way, or fills them in. */
export function logNewSpellings(
  { log }: Runtime,
  { address }: Desired,
  recorded: Recorded,
  before: Recorded = {},
): void {
  const fields = Object.keys(recorded).filter((path) => !isDeepStrictEqual(recorded[path], before[path]));
  if (fields.length > 0) log(lostWrites.respelled.text(fields.join(", "), nameOf(address)));
}
