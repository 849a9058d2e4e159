import { randomBytes } from "node:crypto";
import type { Lab } from "../lab";
import { probeHttps } from "./https";
import { probeKafka } from "./kafka";
import { probeSample, probeSchemaRegistry } from "./others";

/** Probes by the type of their connections, in order: the most important questions first. */
export const probes: Readonly<Record<string, (lab: Lab) => Promise<void>>> = {
  Kafka: (lab) => probeKafka(lab, randomPassword()),
  Https: probeHttps,
  SchemaRegistry: (lab) => probeSchemaRegistry(lab, randomPassword()),
  Sample: probeSample,
};

function randomPassword(): string {
  return randomBytes(18).toString("base64url");
}
