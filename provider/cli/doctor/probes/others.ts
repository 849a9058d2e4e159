import type { Lab } from "../lab";
import { asSent, spellingOf } from "../spelling";
import { addAdded } from "./added";

/** */
export async function probeSchemaRegistry(lab: Lab): Promise<void> {
  const { findings, throwAways } = lab;
  const password = lab.newPassword();
  const name = throwAways.nameFor("registry");
  const urls = ["https://www.example.com", "https://example.com"];
  const body = {
    type: "SchemaRegistry",
    provider: "CONFLUENT",
    schemaRegistryUrls: urls,
    schemaRegistryAuthentication: { type: "USER_INFO", username: "doctor", password },
  };
  const created = await lab.create("postSchemaRegistry", name, body);
  if (!created) return;
  addAdded(findings, "SchemaRegistry", body, created);
  const shown = Array.isArray(created.schemaRegistryUrls) ? created.schemaRegistryUrls : [];
  const isSameOrder = String(shown[0]).includes("www");
  findings.add("spelledOrder", isSameOrder ? asSent : "another order", !isSameOrder);
  const first = shown.find((url) => String(url).includes("www"));
  const spelling = spellingOf(urls[0] ?? "", first);
  findings.add("spelledUrl", `SchemaRegistry: ${spelling}`, spelling !== asSent);
  await lab.remove(name);
}

export async function probeSample(lab: Lab): Promise<void> {
  const name = lab.throwAways.nameFor("sample");
  if (await lab.create("postSample", name, { type: "Sample" })) await lab.remove(name);
}
