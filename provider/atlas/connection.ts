import { z } from "zod";

/** A connection as Atlas returns it. More fields depend on its type; new servers may add others. */
export const connectionSchema = z.looseObject({
  name: z.string(),
  type: z.string(),
  /** Absent in responses to PATCH, and on servers older than 2026. */
  state: z.string().nullish(),
  id: z.string().nullish(),
  region: z.string().nullish(),
});

export type Connection = z.infer<typeof connectionSchema>;

/** The API's maximum. */
export const maxItemsPerPage = 500;

/** A page of connections. `totalCount` is an estimate. */
export const connectionPageSchema = z.looseObject({
  results: z.array(connectionSchema),
  totalCount: z.number().nullish(),
});

export type ConnectionPage = z.infer<typeof connectionPageSchema>;
