import { commonTraits } from "./common";
import { connectionTypes, isConnectionType } from "./types";

const ofEveryType = [...Object.keys(commonTraits), "state", "connectionId"];

/** Every output of every type. */
export const allOutputNames: readonly string[] = [
  ...new Set([
    ...ofEveryType,
    ...Object.values(connectionTypes).flatMap(({ fields }) => Object.keys(fields)),
  ]),
];

/** The outputs of a type of connection; all outputs where the type is not known yet. */
export function outputNamesOf(type: unknown): readonly string[] {
  return isConnectionType(type)
    ? [...ofEveryType, ...Object.keys(connectionTypes[type].fields)]
    : allOutputNames;
}
