import type { LocalAtlas } from "../../atlas-local";
import { projectId, workspaceName } from "../../test/engine/support/project";
import type { Edit } from "./program";

/** One situation of a pull request. */
export interface Scene {
  title: string;
  /** What has happened, where it is no change of the program. */
  situation?: string;
  /** The change of the program. */
  edits?: readonly Edit[];
  /** A new value of the secret `kafkaPassword`. */
  password?: string;
  /** What happens in Atlas beforehand. */
  inAtlas?(atlas: LocalAtlas): void;
  /** Runs of the CLI that nobody needs to see. */
  beforehand?: readonly (readonly string[])[];
  runs: readonly (readonly string[])[];
  fails?: boolean;
  /** What to look at, and what will happen. */
  review: string;
}

const preview = ["preview", "--diff"];
const refresh = ["refresh", "--diff"];

const roleArn = "arn:aws:iam::123456789012:role/atlas";
export const privateLinkId = "6512bd43d9caa6e02c990b0a";
const aws = `  aws: { roleArn: "${roleArn}" },\n`;
const brokers = `  bootstrapServers: "broker-1.example.com:9092",\n`;
const kafkaConfig = `  config: { "auto.offset.reset": "earliest" },\n`;
const withSasl = `  security: { protocol: "SASL_SSL" },
  authentication: {
    mechanism: "SCRAM-512",
    username: "atlas",
    password: config.requireSecret("kafkaPassword"),
  },
`;
const lake = `const lake = new StreamConnection("lake", {
  ...address,
  connectionName: "lake",
  type: "S3",
${aws}});
`;
const privateLink = `  networking: { access: { type: "PRIVATE_LINK", connectionId: "${privateLinkId}" } },\n`;
const unknownLink = `  networking: { access: { type: "PRIVATE_LINK", connectionId: link.linkId } },\n`;

const drifted = {
  bootstrapServers: "broker-9.example.com:9092",
  config: { "auto.offset.reset": "latest", "session.timeout.ms": "45000" },
};
const asBefore = {
  bootstrapServers: "broker-1.example.com:9092",
  config: { "auto.offset.reset": "earliest" },
};

/** In the order of the document. Each begins where the first `up` has ended, unless it says otherwise. */
export const scenes: readonly Scene[] = [
  {
    title: "A changed password",
    situation: "`pulumi config set --secret kafkaPassword`, with a new value.",
    password: "s3cr3t-previews-second",
    runs: [preview],
    review:
      "`~` is a change in place. `[secret] => [secret]` tells that the password is another one, and not which. Atlas may refuse a change while stream processors use the connection; nothing is lost then.",
  },
  {
    title: "A removed field",
    edits: [{ from: kafkaConfig }],
    runs: [preview],
    review: "`-` inside an update: Atlas really forgets the client setting, it is not left as it was.",
  },
  {
    title: "Changed networking: a replacement",
    edits: [{ from: aws, to: aws + privateLink }],
    runs: [preview],
    review:
      "`+-` is a replacement, and the line above it says why and in which order. The connection is away for as long as Atlas needs (13 to 50 minutes for private networking), and Atlas refuses to delete it while stream processors use it: stop them first.",
  },
  {
    title: "A removed write-only secret: a replacement",
    edits: [{ from: withSasl, to: `  security: { protocol: "PLAINTEXT" },\n` }],
    runs: [preview],
    review:
      "Atlas never shows a password, so an update could not prove that it is gone. A changed one (see above) replaces nothing.",
  },
  {
    title: "Values that are not known yet",
    situation:
      "`link` stands for a resource of another provider that the same `pulumi up` creates, a Private Link for example; `linkId` and `brokers` are outputs of it.",
    edits: [
      { from: aws, to: aws + unknownLink },
      { from: brokers, to: "  bootstrapServers: link.brokers,\n" },
    ],
    runs: [preview],
    review:
      "`[unknown]` is decided during `pulumi up`. Everything known is checked already; the unknown rest is checked once it is known, before it is sent. Unknown networking or an unknown part of the address is previewed as a replacement, because it may be one.",
  },
  {
    title: "Wrong input",
    edits: [
      { from: aws, to: `  aws: { roleArn: "atlas", bucket: "shop-lake" },\n  url: "https://example.com",\n` },
      { from: `  connectionName: "lake",\n`, to: `  instanceName: "lake",\n` },
    ],
    runs: [preview],
    fails: true,
    review:
      "All mistakes of a connection at once, each with its path and what is allowed, and no value, since it might be a secret. Nothing was sent to Atlas; the preview fails, and so does its check on the pull request.",
  },
  {
    title: "Existing connections, taken over",
    situation: "Atlas has `events` and `archive` already, and Pulumi does not.",
    inAtlas: (atlas) => {
      atlas.put(projectId, workspaceName, {
        name: "events",
        type: "Https",
        url: "https://old.example.com/events",
      });
      atlas.put(projectId, workspaceName, {
        name: "archive",
        type: "S3",
        aws: { roleArn },
        networking: { access: { type: "VPC" } },
      });
    },
    edits: [
      {
        to: `const events = new StreamConnection("events", {
  ...address,
  connectionName: "events",
  type: "Https",
  url: "https://example.com/events",
  adopt: true,
});

const archive = new StreamConnection("archive", {
  ...address,
  connectionName: "archive",
  type: "S3",
${aws}  adopt: true,
});
`,
      },
    ],
    runs: [preview],
    review:
      "For Pulumi both are new (`+`); the lines above say what will become of what exists. `events` is changed in place, its fields by name, and write-only secrets would be sent anew without being named. `archive` will be refused by `pulumi up`: give the program the same networking. Without `adopt`, a preview asks Atlas nothing, and `pulumi up` fails where the name is taken.",
  },
  {
    title: "A resource renamed in the program",
    edits: [
      {
        from: `const lake = new StreamConnection("lake", {\n`,
        to: `const lake = new StreamConnection("dataLake", {\n`,
      },
    ],
    runs: [preview],
    review:
      '`+` and `-` with one and the same `connectionName`: Pulumi creates first, so `pulumi up` would fail because the name is taken. Ask for `aliases: [{ name: "lake" }]` in the options; with it the preview shows no change.',
  },
  {
    title: "A connection removed from the program",
    edits: [{ from: lake }],
    runs: [preview],
    review: "`-` deletes the connection in Atlas, and is refused while stream processors use it.",
  },
  {
    title: "Drift",
    situation: "Somebody has changed `orders` in Atlas' console.",
    inAtlas: (atlas) => atlas.edit(projectId, workspaceName, "orders", drifted),
    runs: [["preview", "--refresh", "--diff"]],
    review:
      "Two parts: `(refresh)` is what was changed by hand, `(update)` is how `pulumi up --refresh` takes it back. Nothing is written by a preview, not even the state. What Atlas adds by itself (ids, links, defaults) is no drift, and write-only secrets cannot be compared.",
  },
  {
    title: "Drift, in two steps",
    situation:
      "The same. `pulumi refresh` writes what Atlas has into the state, and changes nothing in Atlas.",
    runs: [refresh, preview],
    review:
      "The refresh shows what was changed by hand; the preview after it, what `pulumi up` will do about it. Without a refresh a preview compares with the state only, and shows no drift.",
  },
  {
    title: "A connection that FAILED",
    situation:
      "Atlas reports `lake` as FAILED, which an earlier `pulumi up` or `pulumi refresh` has found out.",
    inAtlas: (atlas) => {
      atlas.edit(projectId, workspaceName, "orders", asBefore);
      atlas.setState(projectId, workspaceName, "lake", "FAILED");
    },
    beforehand: [refresh],
    runs: [preview],
    review:
      "A replacement without a changed field; the line says why. Whatever made it fail (a role, a peering, an endpoint) has to be mended first, or the new one fails too.",
  },
  {
    title: "A connection that is PENDING",
    situation: "The last `pulumi up` has not seen `lake` READY before its `timeouts` were over.",
    inAtlas: (atlas) => atlas.setState(projectId, workspaceName, "lake", "PENDING"),
    beforehand: [refresh],
    runs: [preview],
    review: "An update without a changed field: `pulumi up` sends nothing and goes on waiting.",
  },
  {
    title: "A connection deleted by hand",
    situation: "Somebody has deleted `lake` in Atlas' console.",
    inAtlas: (atlas) => {
      atlas.setState(projectId, workspaceName, "lake");
      atlas.remove(projectId, workspaceName, "lake");
    },
    runs: [["preview", "--refresh", "--diff"]],
    review: "`(refresh)` finds it gone, and `pulumi up --refresh` creates it again.",
  },
];

/** What stands for a resource of another provider. */
export const otherProvider = `
class PrivateLink extends pulumi.dynamic.Resource {
  constructor(name) {
    const provider = { create: async () => ({ id: "link", outs: { linkId: "${privateLinkId}", brokers: "broker-1.example.com:9092" } }) };
    super(provider, name, { linkId: undefined, brokers: undefined }, {}, "example", "PrivateLink");
  }
}
const link = new PrivateLink("link");
`;
