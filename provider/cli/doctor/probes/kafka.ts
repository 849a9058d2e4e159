import { isObject, type JsonObject, valueAt } from "../../../shared/json";
import { summaryOf } from "../api";
import type { Lab, Marker } from "../lab";
import type { QuestionId } from "../questions";
import { asSent, spellingOf } from "../spelling";
import { addAdded } from "./added";
import { certificate } from "./certificate";
import { probeMap } from "./map";

const brokers = "broker-1.example.com:9092,broker-2.example.com:9092";
const protocol = "SASL_SSL";
const map = { "auto.offset.reset": "earliest" };

/** What a PATCH leaves as it is, and how Atlas writes brokers and certificates. */
export async function probeKafka(lab: Lab): Promise<void> {
  const { findings, api, throwAways } = lab;
  const password = lab.newPassword();
  const name = throwAways.nameFor("kafka");
  const whole: JsonObject = {
    type: "Kafka",
    bootstrapServers: brokers,
    authentication: { mechanism: "PLAIN", username: "doctor", password },
    security: { protocol },
    config: map,
  };
  const created = await lab.create("postKafka", name, whole);
  if (!created) return;
  addAdded(findings, "Kafka", whole, created);
  const again = await throwAways.create(name, whole);
  const isExpected = summaryOf(again) === "409 STREAM_CONNECTION_NAME_ALREADY_EXISTS";
  findings.add("postTwice", summaryOf(again), !isExpected);

  let step = 0;
  /** A PATCH with another user name, by which its effect is recognized. */
  const change = (changes: JsonObject, remove: readonly string[] = []) => {
    const username = `doctor-${++step}`;
    const { authentication = {} } = changes;
    const body = {
      name,
      ...whole,
      ...changes,
      authentication: { mechanism: "PLAIN", username, password, ...(authentication as JsonObject) },
    };
    const kept = Object.entries(body).filter(([key]) => !remove.includes(key));
    const isShown: Marker = (shown) => valueAt(shown, ["authentication", "username"]) === username;
    return lab.update(name, Object.fromEntries(kept), isShown);
  };

  const asked = { leftOut: "leftOutConfig", empty: "emptyConfig", null: "nullConfig" } as const;
  await probeMap(findings, "config", map, { "client.id": "doctor" }, asked, change);

  const { answer } = await change({ authentication: { password: undefined } });
  const isRefused = answer.error !== undefined;
  findings.add("withoutPassword", isRefused ? `refused: ${summaryOf(answer)}` : "accepted");

  await probeLeftOut(lab, name, whole);
  await probeBrokers(lab, change);
  await probeSecurity(lab, change);

  // Last, because Atlas may damage the connection.
  for (const [question, field] of [
    ["withoutType", "type"],
    ["withoutName", "name"],
  ] as const) {
    const { answer } = await change({}, [field]);
    findings.add(question, answer.error ? `refused: ${summaryOf(answer)}` : "accepted");
  }

  const failovers = await api.listFailovers(name);
  findings.add("failovers", summaryOf(failovers));
  await lab.remove(name);
}

type Change = (changes: JsonObject) => ReturnType<Lab["update"]>;

async function probeLeftOut(lab: Lab, name: string, whole: JsonObject): Promise<void> {
  /** A PATCH whose effect shows in the settings, because the user name may be left out. */
  const change = (body: JsonObject, id: string) => {
    const isShown: Marker = (shown) => valueAt(shown, ["config", "client.id"]) === id;
    return lab.update(name, { name, ...body, config: { "client.id": id } }, isShown);
  };
  for (const [field, question] of [
    ["authentication", "leftOutAuthentication"],
    ["security", "leftOutSecurity"],
    ["networking", "leftOutNetworking"],
  ] as const) {
    const { [field]: _, ...others } = whole;
    const { answer, shown } = await change(others, `doctor-${field}`);
    if (answer.error) lab.findings.add(question, `refused: ${summaryOf(answer)}`, true);
    if (!shown) continue;
    const stays = isObject(shown[field]);
    lab.findings.add(question, stays ? "stays" : "goes", !stays);
  }

  const { username: _, ...authentication } = whole.authentication as JsonObject;
  const { answer, shown } = await change({ ...whole, authentication }, "doctor-username");
  if (answer.error) lab.findings.add("objectKeys", `authentication: refused: ${summaryOf(answer)}`);
  if (!shown) return;
  const isMerged = valueAt(shown, ["authentication", "username"]) !== undefined;
  addObjectKeys(lab, "authentication", isMerged);
}

function addObjectKeys({ findings }: Lab, field: string, isMerged: boolean): void {
  findings.add("objectKeys", `${field}: the left-out field ${isMerged ? "stays" : "goes"}`, isMerged);
}

async function probeBrokers({ findings }: Lab, change: Change): Promise<void> {
  const spellings: [QuestionId, string][] = [
    ["spelledBrokers", brokers.replace(",", ", ")],
    ["spelledHost", brokers.replace("broker-1", "BROKER-1")],
  ];
  for (const [question, bootstrapServers] of spellings) {
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
  const path = ["security", "brokerPublicCertificate"];
  const spelling = spellingOf(brokerPublicCertificate, valueAt(shown, path));
  findings.add("spelledPem", spelling, spelling !== asSent);
  if (valueAt(shown, path) === undefined) return;

  const { shown: after } = await change({ security: { protocol } });
  if (!after) return;
  addObjectKeys(lab, "security", valueAt(after, path) !== undefined);
}
