/** A question about Atlas that no document answers, and what this package takes for true. */
export interface Question {
  ask: string;
  assumed: string;
}

/** Either answer is fine: the package does not depend on it. */
const anything = "not relied on";

/** What `doctor --write` asks of Atlas, in the order of its report. */
export const questions = {
  // POST
  postKafka: { ask: "Is a Kafka connection to brokers of example.com accepted?", assumed: anything },
  postHttps: { ask: "Is an Https connection to https://example.com accepted?", assumed: anything },
  postSchemaRegistry: { ask: "Is a SchemaRegistry connection to example.com accepted?", assumed: anything },
  postSample: { ask: "Is a Sample connection with a name of no sample accepted?", assumed: anything },
  postFields: { ask: "Does the response to a POST have id, state and region?", assumed: "yes" },
  postState: { ask: "Which state does the response to a POST have?", assumed: "READY or PENDING" },
  idTime: { ask: "Is the id an ObjectId of the time of the POST?", assumed: "yes" },
  added: { ask: "Which fields does Atlas add?", assumed: "networking PUBLIC for Kafka, nothing else" },
  passwords: { ask: "Does any response show a password?", assumed: "no" },
  getLag: { ask: "When does a GET show a new connection, after the POST's response?", assumed: anything },
  listLag: { ask: "When does the list show a new connection?", assumed: anything },
  listFields: { ask: "Do items of the list have the fields of a GET?", assumed: "yes" },
  postTwice: {
    ask: "Second POST of the same name",
    assumed: "409 STREAM_CONNECTION_NAME_ALREADY_EXISTS",
  },

  // PATCH
  patchFields: { ask: "Does the response to a PATCH have id, state and region?", assumed: "id and region" },
  patchValues: { ask: "Does the response to a PATCH show the new values?", assumed: "yes" },
  patchLag: { ask: "When does a GET show a change, after the PATCH's response?", assumed: anything },
  patchBack: { ask: "Does a later GET show the old value again?", assumed: anything },
  leftOutConfig: { ask: "PATCH without `config`", assumed: "it stays" },
  leftOutHeaders: { ask: "PATCH without `headers`", assumed: "they stay" },
  leftOutAuthentication: { ask: "PATCH without `authentication`", assumed: "it stays" },
  leftOutSecurity: { ask: "PATCH without `security`", assumed: "it stays" },
  leftOutNetworking: { ask: "PATCH without `networking`", assumed: "it stays" },
  emptyConfig: { ask: "PATCH with `config: {}`", assumed: "removes it" },
  emptyHeaders: { ask: "PATCH with `headers: {}`", assumed: "removes them" },
  nullConfig: { ask: "PATCH with `config: null`", assumed: anything },
  nullHeaders: { ask: "PATCH with `headers: null`", assumed: anything },
  mapKeys: { ask: "PATCH with another key in `config` or `headers`", assumed: "the old key goes" },
  objectKeys: { ask: "PATCH with one field of `authentication` or `security` left out", assumed: "it goes" },
  withoutPassword: { ask: "PATCH with an `authentication` without its password", assumed: anything },
  withoutType: { ask: "PATCH without `type`", assumed: anything },
  withoutName: { ask: "PATCH without `name`", assumed: anything },

  // Spelling
  spelledUrl: { ask: "URL without a path", assumed: "shown as sent" },
  spelledSlash: { ask: "URL with a slash at its end", assumed: "shown as sent" },
  spelledHost: { ask: "Host in upper case", assumed: "shown as sent" },
  spelledHeader: { ask: "Name of a header with upper-case letters", assumed: "shown as sent" },
  spelledBrokers: { ask: "`bootstrapServers` with a space after the comma", assumed: "shown as sent" },
  spelledPem: { ask: "Certificate with \\r\\n as line ends", assumed: "shown as sent" },
  spelledOrder: { ask: "Order of `schemaRegistryUrls`", assumed: "shown as sent" },

  // DELETE
  deleted: { ask: "Response to a DELETE", assumed: "202" },
  deleteGetLag: { ask: "When does a GET no longer show a deleted connection?", assumed: anything },
  deleteListLag: { ask: "When does the list no longer show it?", assumed: anything },
  deleteStates: { ask: "Which states does it have until then?", assumed: "DELETING" },
  postAfterDelete: { ask: "POST of the same name right after the DELETE's response", assumed: anything },

  // What does not exist, and other endpoints
  missingGet: {
    ask: "GET of a connection that does not exist",
    assumed: "404 STREAM_CONNECTION_NOT_FOUND_FOR_NAME",
  },
  missingPatch: {
    ask: "PATCH of a connection that does not exist",
    assumed: "404 STREAM_CONNECTION_NOT_FOUND_FOR_NAME",
  },
  missingDelete: {
    ask: "DELETE of a connection that does not exist",
    assumed: "404 STREAM_CONNECTION_NOT_FOUND_FOR_NAME",
  },
  pageSize: { ask: "List with itemsPerPage=500", assumed: "200" },
  failovers: { ask: "GET of a connection's failoverConnections", assumed: anything },
} as const satisfies Record<string, Question>;

export type QuestionId = keyof typeof questions;
