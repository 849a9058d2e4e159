import type { LocalAtlas } from "../../atlas-local";
import { projectId, workspaceName } from "../../test/engine/support/project";
import type { Edit } from "./program";

/** One example of a pull request. */
export interface Scene {
  title: string;
  /** The cause, if it is not a change of the program. */
  situation?: string;
  /** Changes of the program. */
  edits?: readonly Edit[];
  /** A new value of the secret `kafkaPassword`. */
  password?: string;
  /** Changes in Atlas before the runs. */
  inAtlas?(atlas: LocalAtlas): void;
  /** Runs of the CLI before the changes in Atlas; the document does not show them. */
  first?: readonly (readonly string[])[];
  /** Runs of the CLI after the changes in Atlas; the document does not show them. */
  beforehand?: readonly (readonly string[])[];
  runs: readonly (readonly string[])[];
  fails?: boolean;
  /** What a reviewer checks, and what `pulumi up` will do. */
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

/** In the order of the document. Each starts from the state after the first `up`, unless it says otherwise. */
export const scenes: readonly Scene[] = [
  {
    title: "A changed password",
    situation: "`pulumi config set --secret kafkaPassword`, with a new value.",
    password: "s3cr3t-previews-second",
    runs: [preview],
    review:
      "`~` is a change in place. `[secret] => [secret]` means that the password has changed, without showing it. Atlas may refuse a change while stream processors use the connection; in this case nothing is lost.",
  },
  {
    title: "A removed field",
    edits: [{ from: kafkaConfig }],
    runs: [preview],
    review: "`-` inside an update: `pulumi up` removes the client setting from the connection in Atlas.",
  },
  {
    title: "Changed networking: a replacement",
    edits: [{ from: aws, to: aws + privateLink }],
    runs: [preview],
    review:
      "`+-` is a replacement; the line above it gives the reason and the order: the connection is deleted first. It does not exist until Atlas has created the new one (13 to 50 minutes for private networking). Atlas refuses to delete it while stream processors use it: stop them first.",
  },
  {
    title: "A changed name: a replacement",
    edits: [{ from: `  connectionName: "lake",\n`, to: `  connectionName: "dataLake",\n` }],
    runs: [preview],
    review:
      "The line gives the order: Pulumi creates the connection with the new name first, and then deletes the old one. Stop the stream processors that use the old name before `pulumi up`, or Atlas refuses the deletion. The same holds for another workspace or project.",
  },
  {
    title: "A removed write-only secret: a replacement",
    edits: [{ from: withSasl, to: `  security: { protocol: "PLAINTEXT" },\n` }],
    runs: [preview],
    review:
      "Atlas never returns a password, so its removal in an update cannot be verified. A changed password (see above) does not replace the connection.",
  },
  {
    title: "Values that are not known yet",
    situation:
      "`link` is a resource of another provider that the same `pulumi up` creates, for example a Private Link. `linkId` and `brokers` are its outputs.",
    edits: [
      { from: aws, to: aws + unknownLink },
      { from: brokers, to: "  bootstrapServers: link.brokers,\n" },
    ],
    runs: [preview],
    review:
      "An `[unknown]` value becomes known during `pulumi up`. The preview validates the known values; `pulumi up` validates the others before it sends them. If networking or a part of the address is unknown, the preview shows a replacement, because one may be needed.",
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
      "The preview reports all mistakes of a connection at once, each with its path and the allowed values. It does not print the wrong value, which might be a secret. The preview fails, so the pull request's check fails. Pulumi stops at the first resource that is wrong: mistakes of other resources show in the next preview.",
  },
  {
    title: "Two resources with one address",
    edits: [
      {
        to: `const copy = new StreamConnection("copy", {
  ...address,
  connectionName: lake.connectionName,
  type: "S3",
${aws}});
`,
      },
    ],
    runs: [preview],
    review:
      "`lake` is in the state already, so `pulumi up` would fail at `copy`. If both resources are new, or if Pulumi reaches the new one first, the preview fails.",
  },
  {
    title: "Existing connections, taken over",
    situation: "`events` and `archive` exist in Atlas, but not in the state.",
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
      "Pulumi shows both as new (`+`); the lines above them say what `pulumi up` will do. It changes `events` in place; the line names the changed fields, but not write-only secrets, which `pulumi up` sends again. It refuses `archive`; to adopt it, declare the same networking as in Atlas.",
  },
  {
    title: "Names that are taken",
    situation: "The same connections in Atlas, without `adopt`.",
    edits: [
      {
        to: `const events = new StreamConnection("events", {
  ...address,
  connectionName: "events",
  type: "Https",
  url: "https://example.com/events",
});

const archive = new StreamConnection("archive", {
  ...address,
  connectionName: "archive",
  type: "Sample",
});
`,
      },
    ],
    runs: [preview],
    review:
      "`+` alone would promise too much: `pulumi up` would fail, because Atlas has connections of these names. Find out whose they are before you ask for `adopt: true`.",
  },
  {
    title: "A workspace that does not exist yet",
    edits: [
      {
        to: `const events = new StreamConnection("events", {
  ...address,
  workspaceName: "shop-new",
  connectionName: "events",
  type: "Https",
  url: "https://example.com/events",
});
`,
      },
    ],
    runs: [preview],
    review:
      "The line comes once per workspace. It is fine if the same `pulumi up` creates the workspace; then `workspaceName` should be an output of that resource, so that Pulumi waits for it. Otherwise the name or the project is wrong.",
  },
  {
    title: "Credentials without a role in the project",
    inAtlas: (atlas) =>
      atlas.fault({
        method: "GET",
        times: Number.POSITIVE_INFINITY,
        action: {
          kind: "status",
          status: 401,
          body: {
            error: 401,
            errorCode: "USER_CANNOT_ACCESS_GROUP",
            detail: "User cannot access this group.",
          },
        },
      }),
    edits: [
      {
        to: `const events = new StreamConnection("events", {
  ...address,
  connectionName: "events",
  type: "Https",
  url: "https://example.com/events",
});
`,
      },
    ],
    runs: [preview],
    review:
      "The line comes once per project. Wrong credentials and a missing project have lines of their own. No line does not prove that the credentials may write: a preview only reads.",
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
      '`+` and `-` have the same `connectionName`. Pulumi creates first, so `pulumi up` would fail because the name exists, as the line says. Ask for `aliases: [{ name: "lake" }]` in the options; then the preview shows no change.',
  },
  {
    title: "A connection removed from the program",
    edits: [{ from: lake }],
    runs: [preview],
    review: "`-` deletes the connection in Atlas. Atlas refuses this while stream processors use it.",
  },
  {
    title: "Drift",
    situation: "`orders` was changed in Atlas' console.",
    inAtlas: (atlas) => atlas.edit(projectId, workspaceName, "orders", drifted),
    runs: [["preview", "--refresh", "--diff"]],
    review:
      "`(refresh)` shows the manual change, and `(update)` shows how `pulumi up --refresh` reverts it. A preview writes nothing, not even the state. Values that Atlas adds itself (ids, links, defaults) are not drift. Write-only secrets cannot be compared.",
  },
  {
    title: "Drift, in two steps",
    situation:
      "The same drift. `pulumi refresh` writes the values from Atlas to the state, and changes nothing in Atlas.",
    runs: [refresh, preview],
    review:
      "The refresh shows the manual change. The preview after it shows how `pulumi up` will revert it. Without a refresh, a preview compares only with the state and shows no drift.",
  },
  {
    title: "A connection that FAILED",
    situation:
      "Atlas reports `lake` as FAILED, and an earlier `pulumi up` or `pulumi refresh` has recorded this.",
    inAtlas: (atlas) => {
      atlas.edit(projectId, workspaceName, "orders", asBefore);
      atlas.setState(projectId, workspaceName, "lake", "FAILED");
    },
    beforehand: [refresh],
    runs: [preview],
    review: "A replacement without a changed field; the line gives the reason and the next step.",
  },
  {
    title: "A connection that is PENDING",
    situation: "`lake` did not become READY within its `timeouts` in the last `pulumi up`.",
    inAtlas: (atlas) => atlas.setState(projectId, workspaceName, "lake", "PENDING"),
    beforehand: [refresh],
    runs: [preview],
    review: "An update without a changed field: `pulumi up` sends no change and continues to wait.",
  },
  {
    title: "A connection deleted by hand",
    situation: "`lake`, which was still PENDING, was deleted in Atlas' console.",
    inAtlas: (atlas) => {
      atlas.setState(projectId, workspaceName, "lake");
      atlas.remove(projectId, workspaceName, "lake");
    },
    runs: [["preview", "--refresh", "--diff"]],
    review: "`(refresh)` shows that it no longer exists, and `pulumi up --refresh` creates it again.",
  },
  {
    title: "Drift of a secret",
    situation:
      "The program has had `hook` for a while. Its header `Authorization` was changed in Atlas' console, and `X-Team` was added.",
    edits: [
      {
        to: `const hook = new StreamConnection("hook", {
  ...address,
  connectionName: "hook",
  type: "Https",
  url: "https://example.com/orders",
  headers: { Authorization: config.requireSecret("hookToken") },
});
`,
      },
    ],
    first: [["up", "--refresh"]],
    inAtlas: (atlas) =>
      atlas.edit(projectId, workspaceName, "hook", {
        headers: { Authorization: "Bearer changed-by-hand", "X-Team": "shop" },
      }),
    runs: [["preview", "--refresh", "--diff"]],
    review:
      "In `(refresh)`, Pulumi shows a changed secret like an unchanged one, so a line names it. `(update)` shows that `pulumi up --refresh` restores it. Passwords and keys that Atlas never returns cannot be compared.",
  },
];

/** A fake resource of another provider. */
export const otherProvider = `
class PrivateLink extends pulumi.dynamic.Resource {
  constructor(name) {
    const provider = { create: async () => ({ id: "link", outs: { linkId: "${privateLinkId}", brokers: "broker-1.example.com:9092" } }) };
    super(provider, name, { linkId: undefined, brokers: undefined }, {}, "example", "PrivateLink");
  }
}
const link = new PrivateLink("link");
`;
