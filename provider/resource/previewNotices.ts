import type { Connection } from "../atlas/connection";
import { hasCode, isWorkspaceNotFound } from "../atlas/errors/classify";
import type { AtlasApiError } from "../atlas/errors/responseErrors";
import { addressKeys, addressOf, formatId, idIn } from "../connections/address";
import { type Desired, parseDesired } from "../connections/desired";
import { programInputs } from "../connections/inputs";
import { immutableMismatches, mismatchedFields } from "../connections/mismatch";
import { hasUnknown, isUnknown, isUnknownAt } from "../connections/unknown";
import { errorCodes } from "../messages/atlasErrors";
import { preview } from "../messages/preview";
import type { Runtime } from "../process/runtime";
import { type JsonObject, valueAt } from "../shared/json";
import { listingsOf } from "./workspaceListings";

/**
 * Logs in a preview what Atlas will say to the create of a connection: that its name is taken or will be taken over, that
 * its workspace does not exist, or that the credentials cannot read it. These are the only requests of `check`. They
 * never fail a preview.
 */
export async function noticeCreate(runtime: Runtime, olds: JsonObject, news: JsonObject): Promise<void> {
  if (!runtime.previewChecks || runtime.writes.haveBegun) return;
  const inputs = programInputs(news);
  const decisive = [...addressKeys, "type", "adopt"];
  if (decisive.some((key) => isUnknown(inputs[key])) || !isNewAddress(runtime, olds, inputs)) return;
  const desired = parseDesired(inputs);
  const { connectionName, ...workspace } = desired.address;
  const listing = await listingsOf(runtime).listing(workspace);
  if (!listing) return;
  if ("refusal" in listing) {
    runtime.logOnce(refusalNotice(desired, listing.refusal));
    return;
  }
  const existing = listing.connections.get(connectionName);
  if (existing) runtime.logOnce(existingNotice(runtime, desired, existing));
}

/**
 * Whether the connection will be created at an address that the resource does not have yet. The engine checks a resource
 * of the state once more, as a new one, before it replaces it.
 */
function isNewAddress({ declarations }: Runtime, olds: JsonObject, inputs: JsonObject): boolean {
  const id = formatId(addressOf(inputs));
  if (Object.keys(olds).length === 0)
    return !declarations.isOfState(id) && !declarations.isReplacedWithAnother(id);
  return (idIn(olds) ?? id) !== id;
}

/** Names fields, never values, because the existing connection may belong to another program. */
function existingNotice({ adoptAll, declarations }: Runtime, desired: Desired, existing: Connection): string {
  const { deleting, adoption, noAdoption, taken } = preview;
  const name = desired.address.connectionName;
  if (existing.state === "DELETING") return deleting.text(name);
  const texts = desired.adopt || adoptAll ? { ...adoption.text, ...noAdoption.text } : taken.text;
  if (texts === taken.text && declarations.isGivenUp(formatId(desired.address)))
    return taken.text.givenUp(name, existing.type);
  if (existing.type !== desired.type) return texts.type(name, existing.type);
  // A value that is unknown in the preview may turn out to be the same.
  const isKnown = (path: string) =>
    !isUnknownAt(desired.inputs, path.split(".")) && !hasUnknown(valueAt(desired.inputs, path.split(".")));
  const immutable = immutableMismatches(desired, existing).filter(isKnown);
  if (immutable.length > 0) return texts.immutableFields(name, immutable.join(", "), existing.type);
  const changed = mismatchedFields(desired, existing).filter(isKnown);
  return changed.length > 0
    ? texts.changed(name, changed.join(", "), existing.type)
    : texts.unchanged(name, existing.type);
}

/** One line per workspace, project or process, whichever the refusal concerns. */
function refusalNotice({ address: { projectId, workspaceName } }: Desired, refusal: AtlasApiError): string {
  const { workspaceMissing, projectMissing, credentialsRefused, notListed } = preview;
  if (isWorkspaceNotFound(refusal)) return workspaceMissing.text(workspaceName, projectId);
  if (hasCode(refusal, "GROUP_NOT_FOUND")) return projectMissing.text(projectId);
  const { status, errorCode, hint = "" } = refusal;
  if (status === 401 && !hasCode(refusal, "USER_CANNOT_ACCESS_GROUP")) return credentialsRefused.text(hint);
  // Another code is a text of the server.
  const reason = Object.hasOwn(errorCodes, errorCode) ? `${status} ${errorCode}` : String(status);
  return notListed.text(projectId, reason, hint);
}
