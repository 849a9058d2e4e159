import * as pulumi from "@pulumi/pulumi";
import { AtlasProvider, StreamConnection } from "pulumi-atlas-streams";

/** Declares the connection in one account. Its configuration keys start with the account's name: `staging:publicKey`. */
function ordersOf(account: string): StreamConnection {
  const config = new pulumi.Config(account);
  const provider = new AtlasProvider(account, {
    publicKey: config.require("publicKey"),
    privateKey: config.requireSecret("privateKey"),
    // Only for an account on another host, such as Atlas for Government.
    baseUrl: config.get("baseUrl"),
  });
  return new StreamConnection(
    `${account}-orders`,
    {
      projectId: config.require("projectId"),
      workspaceName: config.require("workspaceName"),
      connectionName: "orders",
      type: "Kafka",
      bootstrapServers: config.require("bootstrapServers"),
      security: { protocol: "SASL_SSL" },
      authentication: {
        mechanism: "SCRAM-512",
        username: config.require("kafkaUsername"),
        password: config.requireSecret("kafkaPassword"),
      },
    },
    { provider },
  );
}

export const staging = ordersOf("staging").state;
export const production = ordersOf("production").state;
