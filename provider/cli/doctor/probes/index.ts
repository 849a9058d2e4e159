import type { Lab } from "../lab";
import { probeHttps } from "./https";
import { probeKafka } from "./kafka";
import { probeSample, probeSchemaRegistry } from "./others";

/** Probes by the type of their connections, in order: the most important questions first. */
export const probes: Readonly<Record<string, (lab: Lab) => Promise<void>>> = {
  Kafka: probeKafka,
  Https: probeHttps,
  SchemaRegistry: probeSchemaRegistry,
  Sample: probeSample,
};
