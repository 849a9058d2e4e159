import { isObject, type JsonObject, valueAt } from "../../../shared/json";
import { summaryOf } from "../api";
import type { Lab } from "../lab";
import type { QuestionId } from "../questions";
import { asSent, spellingOf } from "../spelling";
import { addAdded } from "./added";
import { certificate } from "./certificate";
import { type Change, probeMap } from "./map";

// Atlas refuses brokers without a public address; these names have one.
const brokersAt = (port: number) => `example.com:${port},www.example.com:9092`;
const protocol = "SASL_SSL";
const map = { "auto.offset.reset": "earliest" };

/** What a PATCH leaves as it is, and how Atlas writes brokers and certificates. */
export async function probeKafka(lab: Lab): Promise<void> {
  const { findings, api, throwAways } = lab;
  const name = throwAways.nameFor("kafka");
  const whole: JsonObject = {
    type: "Kafka",
    bootstrapServers: brokersAt(9092),
    authentication: { mechanism: "PLAIN", username: "doctor", password: lab.newPassword() },
    security: { protocol },
    config: map,
  };
  const created = await lab.create("postKafka", name, whole);
  if (!created) return;
  addAdded(findings, "Kafka", whole, created);
  const again = await throwAways.create(name, whole);
  const isExpected = summaryOf(again) === "409 STREAM_CONNECTION_NAME_ALREADY_EXISTS";
  findings.add("postTwice", summaryOf(again), !isExpected);

  let port = 9092;
  // The port of the first broker shows that the PATCH has taken effect.
  const change: Change = (changes, remove = []) => {
    port += 1;
    const body = { name, ...whole, bootstrapServers: brokersAt(port), ...changes };
    const kept = Object.entries(body).filter(([key]) => !remove.includes(key));
    const mark = `:${port}`;
    return lab.update(name, Object.fromEntries(kept), (shown) =>
      String(shown.bootstrapServers).includes(mark),
    );
  };

  const asked = { leftOut: "leftOutConfig", empty: "emptyConfig", null: "nullConfig" } as const;
  await probeMap(findings, "config", map, { "client.id": "doctor" }, asked, change);
  await probeLeftOut(lab, change);
  await probeAuthentication(lab, whole.authentication as JsonObject, change);
  await probeBrokers(lab, change, () => port + 1);
  await probeSecurity(lab, change);

  // Last, because Atlas may damage the connection.
  for (const [question, field] of [
    ["withoutType", "type"],
    ["withoutName", "name"],
  ] as const) {
    const { answer } = await change({}, [field]);
    findings.add(question, answer.error ? `refused: ${summaryOf(answer)}` : "accepted");
  }
  findings.add("failovers", summaryOf(await api.listFailovers(name)));
  await lab.remove(name);
}

async function probeLeftOut({ findings }: Lab, change: Change): Promise<void> {
  for (const [field, question] of [
    ["authentication", "leftOutAuthentication"],
    ["security", "leftOutSecurity"],
    ["networking", "leftOutNetworking"],
  ] as const) {
    const { answer, shown } = await change({}, [field]);
    if (answer.error) findings.add(question, `refused: ${summaryOf(answer)}`, true);
    if (!shown) continue;
    const stays = isObject(shown[field]);
    findings.add(question, stays ? "stays" : "goes", !stays);
  }
}

async function probeAuthentication(lab: Lab, authentication: JsonObject, change: Change): Promise<void> {
  const { password: _, ...others } = authentication;
  const { answer } = await change({ authentication: others });
  lab.findings.add("withoutPassword", answer.error ? `refused: ${summaryOf(answer)}` : "accepted");
  const { username: __, ...withoutUsername } = authentication;
  await probeObjectKey(lab, change, { authentication: withoutUsername }, ["authentication", "username"]);
}

/** @param changes without the field at this path. */
async function probeObjectKey(
  { findings }: Lab,
  change: Change,
  changes: JsonObject,
  path: [string, string],
): Promise<void> {
  const { answer, shown } = await change(changes);
  const [object, field] = path;
  if (answer.error) findings.add("objectKeys", `${object} refused: ${summaryOf(answer)}`);
  if (!shown) return;
  const isMerged = valueAt(shown, path) !== undefined;
  findings.add("objectKeys", `${object}.${field} ${isMerged ? "stays" : "goes"}`, isMerged);
}

/** @param nextPort the port that the next PATCH is recognized by. */
async function probeBrokers({ findings }: Lab, change: Change, nextPort: () => number): Promise<void> {
  const spellings: [QuestionId, (brokers: string) => string][] = [
    ["spelledBrokers", (brokers) => brokers.replace(",", ", ")],
    ["spelledHost", (brokers) => brokers.replace("example", "EXAMPLE")],
  ];
  for (const [question, spelled] of spellings) {
    const bootstrapServers = spelled(brokersAt(nextPort()));
    const { answer, shown } = await change({ bootstrapServers });
    const what = question === "spelledHost" ? "brokers: " : "";
    if (answer.error) findings.add(question, `${what}refused: ${summaryOf(answer)}`);
    if (!shown) continue;
    const spelling = spellingOf(bootstrapServers, shown.bootstrapServers);
    findings.add(question, what + spelling, spelling !== asSent);
  }
}

async function probeSecurity(lab: Lab, change: Change): Promise<void> {
  const { findings } = lab;
  const brokerPublicCertificate = certificate.replaceAll("\n", "\r\n");
  const { answer, shown } = await change({ security: { protocol, brokerPublicCertificate } });
  if (answer.error) findings.add("spelledPem", `refused: ${summaryOf(answer)}`);
  if (!shown) return;
  const path: [string, string] = ["security", "brokerPublicCertificate"];
  const spelling = spellingOf(brokerPublicCertificate, valueAt(shown, path));
  findings.add("spelledPem", spelling, spelling !== asSent);
  if (valueAt(shown, path) !== undefined) await probeObjectKey(lab, change, { security: { protocol } }, path);
}
