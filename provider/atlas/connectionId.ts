/**
 * When Atlas created a connection, in milliseconds since the epoch and exact to the second. Its id is an ObjectId,
 * whose first eight hexadecimal digits are the second of creation. Undefined for another form of id.
 *
 * @see https://www.mongodb.com/docs/manual/reference/bson-types/#objectid
 */
export function createdAt(connectionId: unknown): number | undefined {
  if (typeof connectionId !== "string" || !/^[a-f0-9]{24}$/.test(connectionId)) return undefined;
  return Number.parseInt(connectionId.slice(0, 8), 16) * 1_000;
}
