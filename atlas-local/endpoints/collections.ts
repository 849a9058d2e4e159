import {
  connectionNotFound,
  failoverAlreadyExists,
  failoverNotFound,
  invalidAttribute,
  missingAttribute,
  nameAlreadyExists,
  unexpectedError,
} from "../errors";
import { isObject } from "../json";
import { existing, stateAt } from "../lifecycle/states";
import { isAddressable } from "../validation/addresses";
import { validate } from "../validation/validate";
import type { Address, Collection, Context } from "./context";
import { isVisible } from "./find";

/** The connections of a workspace. */
export function connectionsOf({ isNewer }: Context, { workspace, connectionName }: Address): Collection {
  return {
    key: connectionName,
    keyOf: ({ name }) => name,
    entries: (document) => document,
    replace: (_, entries) => entries,
    validate: (body, before) => validate(body, before, isNewer),
    checkNew(entries, { name }) {
      // Inferred: nothing could read, change or delete such a connection.
      if (!isAddressable(name)) throw invalidAttribute("name");
      // A DELETING connection still occupies its name.
      if (entries.has(name)) throw nameAlreadyExists(name);
    },
    notFound: () => connectionNotFound(connectionName, workspace.projectId, workspace.workspaceName),
  };
}

const failoverTypes: readonly unknown[] = ["Kafka", "Cluster"];

/** The failover connections of one connection. Inferred: they need not have its type. */
export function failoversOf(context: Context, address: Address): Collection {
  const { connectionName, failoverId } = address;
  const parentNotFound = connectionsOf(context, address).notFound;
  return {
    key: failoverId,
    keyOf: ({ id }) => id,
    entries(document) {
      const parent = document.get(connectionName);
      if (!parent || !isVisible(context, parent)) throw parentNotFound();
      return existing(parent.failovers, context.now());
    },
    replace(document, failovers) {
      const parent = document.get(connectionName);
      // Inferred: nothing below a connection that is being deleted can be changed.
      if (!parent || stateAt(parent.life, context.now()) === "DELETING") throw parentNotFound();
      return new Map(document).set(connectionName, { ...parent, failovers });
    },
    validate(body, before) {
      // The official Terraform provider states this about the service.
      if (isObject(body) && body.name !== connectionName) throw unexpectedError();
      const valid = validate(body, before, context.isNewer);
      if (!failoverTypes.includes(valid.type)) throw invalidAttribute("type");
      return valid;
    },
    checkNew(entries, { region }) {
      if (!region) throw missingAttribute("region");
      for (const stored of entries.values())
        if (stored.region === region) throw failoverAlreadyExists(connectionName, region);
    },
    notFound: () => failoverNotFound(failoverId, connectionName),
  };
}
