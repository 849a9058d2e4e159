import { refuses } from "./support";

describe("SchemaRegistry", () => {
  refuses("SchemaRegistry", [
    ["provider", undefined, "provider: is required: CONFLUENT"],
    [
      "provider",
      "garbage",
      "warning: provider: this version knows only CONFLUENT; another value is sent as it is",
    ],
    ["schemaRegistryProvider", "CONFLUENT", "schemaRegistryProvider: is called provider here"],
    ["schemaRegistryUrls", undefined, "schemaRegistryUrls: is required"],
    ["schemaRegistryUrls", "https://garbage.example.com", "schemaRegistryUrls: must be a list"],
    ["schemaRegistryUrls", [], "schemaRegistryUrls: must hold at least 1 URL"],
    [
      "schemaRegistryUrls",
      Array.from({ length: 11 }, (_, index) => `https://garbage-${index}`),
      "schemaRegistryUrls: must hold at most 10 URLs",
    ],
    [
      "schemaRegistryUrls",
      ["https://garbage", "https://garbage"],
      "schemaRegistryUrls: must hold each URL only once",
    ],
    [
      "schemaRegistryUrls",
      ["https://a", "garbage", 7, null],
      "schemaRegistryUrls[1]: must be a whole URL that starts with https:// or http://",
      "schemaRegistryUrls[2]: must be a string",
      "schemaRegistryUrls[3]: must be a string",
    ],
    [
      "schemaRegistryUrls",
      ["https://a", "https://a", "garbage"],
      "schemaRegistryUrls[2]: must be a whole URL that starts with https:// or http://",
      "schemaRegistryUrls: must hold each URL only once",
    ],
    ["schemaRegistryAuthentication", undefined, "schemaRegistryAuthentication: is required"],
    ["schemaRegistryAuthentication", "garbage", "schemaRegistryAuthentication: must be an object"],
    ["schemaRegistryAuthentication", ["garbage"], "schemaRegistryAuthentication: must be an object"],
    [
      "schemaRegistryAuthentication",
      {},
      "schemaRegistryAuthentication.type: is required: one of USER_INFO, SASL_INHERIT",
    ],
    [
      "schemaRegistryAuthentication.type",
      "garbage",
      "warning: schemaRegistryAuthentication.type: this version knows only USER_INFO, SASL_INHERIT; another value is sent as it is",
    ],
    [
      "schemaRegistryAuthentication.type",
      "USER_INFO",
      "schemaRegistryAuthentication.username: is required",
      "schemaRegistryAuthentication.password: is required",
    ],
    [
      "schemaRegistryAuthentication",
      { type: "USER_INFO", username: "", password: 7 },
      "schemaRegistryAuthentication.username: must not be empty",
      "schemaRegistryAuthentication.password: must be a string",
    ],
    [
      "schemaRegistryAuthentication",
      { type: "USER_INFO", username: "u", password: "" },
      "schemaRegistryAuthentication.password: must not be empty",
    ],
    [
      "schemaRegistryAuthentication.password",
      "garbage",
      "schemaRegistryAuthentication.password: is not allowed with this schemaRegistryAuthentication.type",
    ],
    [
      "schemaRegistryAuthentication.pasword",
      "garbage",
      "schemaRegistryAuthentication.pasword: is not a known field; did you mean password?",
    ],
    [
      "schemaRegistryAuthentication.typ",
      "garbage",
      "schemaRegistryAuthentication.typ: is not a known field; did you mean type?",
    ],
  ]);
});
