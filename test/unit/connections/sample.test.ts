import { refuses } from "./support";

describe("Sample", () => {
  refuses("Sample", [
    ["config", { a: "garbage" }, "config: is a field of Kafka connections, not of Sample"],
    ["bootstrapServers", "garbage", "bootstrapServers: is a field of Kafka connections, not of Sample"],
    ["connectionNam", "garbage", "connectionNam: is not a known field; did you mean connectionName?"],
  ]);
});
