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

  for (const [question, field] of [
    ["withoutType", "type"],
    ["withoutName", "name"],
  ] as const) {
    const { answer } = await change({}, [field]);
    findings.add(question, answer.error ? `refused: ${summaryOf(answer)}` : "accepted");
  }
  const { answer } = await change({ authentication: { password: undefined } });
  const isRefused = answer.error !== undefined;
  findings.add("withoutPassword", isRefused ? `refused: ${summaryOf(answer)}` : "accepted");

  await probeObjects(lab, name, brokers);
  await probeBrokers(lab, change);
  await probeSecurity(lab, change);

  const failovers = await api.listFailovers(name);
  findings.add("failovers", summaryOf(failovers));
  await lab.remove(name);
}

type Change = (changes: JsonObject) => ReturnType<Lab["update"]>;

async function probeObjects(lab: Lab, name: string, bootstrapServers: string): Promise<void> {
  // The effect shows in the settings, because the user name is left out.
  const config = { "client.id": "doctor-objects" };
  const body = { name, type: "Kafka", bootstrapServers, config };
  const isShown: Marker = (shown) => valueAt(shown, ["config", "client.id"]) === config["client.id"];
  const { answer, shown } = await lab.update(name, body, isShown);
  if (answer.error) return lab.findings.add("leftOutObjects", `refused: ${summaryOf(answer)}`, true);
  if (!shown) return;
  const gone = ["authentication", "security", "networking"].filter((key) => !isObject(shown[key]));
  lab.findings.add(
    "leftOutObjects",
    gone.length > 0 ? `gone: ${gone.join(", ")}` : "they stay",
    gone.length > 0,
  );
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

async function probeSecurity({ findings }: Lab, change: Change): Promise<void> {
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
  const isMerged = valueAt(after, path) !== undefined;
  findings.add("objectKeys", isMerged ? "the other field stays" : "the other field goes", isMerged);
}
