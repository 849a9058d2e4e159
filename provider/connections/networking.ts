import { inputValues } from "../messages/input";
import { isObject, type JsonObject, valueAt } from "../shared/json";
import { isPublic } from "./networkingArgs";
import { mayBeGiven, type Report } from "./rules";
import { connectionTypes } from "./types";

const fields = Object.values(connectionTypes).flatMap((definition) => Object.entries(definition.fields));

/** The names of the fields that hold networking. A type of connection has at most one of them. */
export const networkingFields: readonly string[] = [
  ...new Set(fields.flatMap(([key, field]) => (field.networking ? [key] : []))),
];

/** Connections with private networking are PENDING for minutes after a write. */
export function hasPrivateNetworking(inputs: JsonObject): boolean {
  return networkingFields.some((field) => isObject(inputs[field]) && !isPublic(inputs[field]));
}

/** Requires that a private link names its connection. */
export function checkNetworking(inputs: JsonObject, report: Report): void {
  for (const field of networkingFields) {
    if (valueAt(inputs, [field, "access", "type"]) !== "PRIVATE_LINK") continue;
    const path = `${field}.access.connectionId`;
    if (!mayBeGiven(inputs, path) && !mayBeGiven(inputs, `${field}.access.name`)) {
      report(path, inputValues.privateLink.text(field));
    }
  }
}
