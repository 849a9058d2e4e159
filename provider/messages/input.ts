import type { Messages } from "./entry";

export const inputNames = {
  type: {
    text: {
      missing: (types: string) => `type: is required; it must be one of ${types}`,
      unknown: (types: string) => `type: is not a type of connection; it must be one of ${types}`,
      misspelled: (types: string, meant: string) =>
        `type: is not a type of connection; it must be one of ${types} (did you mean ${meant}?)`,
    },
    cause: "`type` is missing or misspelled. It is case-sensitive.",
    cure: "Correct it. Until then, only the fields that all types share are checked.",
  },
  failover: {
    text: {
      type: (types: string) => `type: must be ${types}: other connections have no failover connections`,
      region: "region: is required: one of the workspace's failover regions, in Atlas' spelling",
    },
    cause:
      "A `StreamConnectionFailover` needs a region, and a type for which Atlas has failover connections.",
    cure: "Add the region, or correct the type.",
  },
  unknownField: {
    text: {
      misspelled: (meant: string) => `is not a known field; did you mean ${meant}?`,
      other: (allowed: string) => `is not a known field; allowed are ${allowed}`,
    },
    cause: "The field is misspelled, or this version of the package does not know it yet.",
    cure: "Correct the name, or update the package. Until then, give the field in `additionalProperties`.",
  },
  newerType: {
    text: "type: this version of pulumi-atlas-streams does not know the type; it is sent as it is",
    cause: "The program gives the fields of a newer type in `additionalProperties`.",
    cure: "Nothing to do, if Atlas has the type. A newer version of the package may know it.",
  },
  knownField: {
    text: (path: string) => `is a field of its own: set ${path}`,
    cause: "`additionalProperties` is for fields that this version of the package does not know.",
    cure: "Give the field outside of `additionalProperties`.",
  },
  fieldOfOtherType: {
    text: (owners: string, type: string) => `is a field of ${owners} connections, not of ${type}`,
    cause: "The field belongs to another type, or `type` is wrong.",
    cure: "Remove the field, or correct `type`.",
  },
  renamed: {
    text: {
      sameType: (name: string) => `is called ${name} here`,
      otherType: (name: string, owners: string, type: string) =>
        `is called ${name} here, and is a field of ${owners} connections, not of ${type}`,
    },
    cause: "The name comes from `@pulumi/mongodbatlas`, from Terraform or from the paths of the API.",
    cure: "Use the name in the message. [migrating.md](migrating.md) lists all of them.",
  },
  networkingName: {
    text: (name: string, type: string) => `is called ${name} for ${type} connections`,
    cause: "Some types have `networking`, others have `publicPrivateNetworking`.",
    cure: "Use the name in the message.",
  },
  setByAtlas: {
    text: "is set by Atlas; it is an output, not an input",
    cause:
      "Atlas sets `id`, `state`, `links` and `connectionId`. (`networking.access.connectionId` is an input.)",
    cure: "Remove the field.",
  },
  otherForm: {
    text: (discriminator: string) => `is not allowed with this ${discriminator}`,
    cause:
      "The object has several forms, and the field belongs to another form. Example: `SASL_INHERIT` does not allow `username`.",
    cure: "Remove the field, or choose the other form.",
  },
  declaredTwice: {
    text: (id: string) => `connectionName: another resource of this program declares the connection ${id}`,
    cause:
      "Two resources have the same project, workspace and connection name. They would overwrite each other.",
    cure: "Remove one of them, or change its name.",
  },
  reservedKey: {
    text: "is a reserved name",
    cause: "A map has the key `__proto__`.",
    cure: "Remove the key.",
  },
} satisfies Messages;

const objectId = (what: string) => `must be ${what}: 24 lower-case hexadecimal digits`;
const pathPart = (what: string) =>
  `must be ${what}: not empty, "." or "..", and without "/" or control characters, because it is part of an address`;

export const inputValues = {
  required: {
    text: "is required",
    cause: "The field is missing. `undefined` and `null` count as missing.",
    cure: "Add the field.",
  },
  enumeration: {
    text: {
      missing: (allowed: string) => `is required: ${allowed}`,
      missingOneOf: (allowed: string) => `is required: one of ${allowed}`,
      wrong: (allowed: string) => `must be ${allowed}`,
      wrongOneOf: (allowed: string) => `must be one of ${allowed}`,
    },
    cause: "The field is missing, or its value is not one of those that are allowed.",
    cure: "Use a value from the message, in the same spelling.",
  },
  unknownName: {
    text: {
      other: (known: string) => `this version knows only ${known}; another value is sent as it is`,
      misspelled: (known: string, meant: string) =>
        `this version knows only ${known} (did you mean ${meant}?); another value is sent as it is`,
    },
    cause:
      "Not an error: a warning. The value is misspelled, or Atlas has added it after this version of the package.",
    cure: "Correct the value if it is misspelled.",
  },
  kind: {
    text: {
      value: (kind: string) => `must be a ${kind}`,
      list: "must be a list",
      object: "must be an object",
    },
    cause: "The value has another type: often a number instead of a text, or a text instead of a list.",
    cure: "Correct the value.",
  },
  empty: {
    text: "must not be empty",
    cause: "The text is empty.",
    cure: "Give a value, or leave an optional field out.",
  },
  objectId: {
    text: {
      project: objectId("the id of an Atlas project"),
      clusterProject: objectId("the id of the project that holds the cluster"),
      privateLink: objectId("the id of a Private Link connection"),
      transitGatewayRoute: objectId("the id of a transit gateway's route"),
    },
    cause: "The value is not an id. Often it is a name.",
    cure: "The URL of Atlas' console shows the ids of projects. The id of a Private Link is an output of the resource that creates it.",
  },
  pathPart: {
    text: {
      workspace: pathPart("the name of a stream workspace"),
      connection: pathPart("a connection's name"),
      failover: pathPart("the id of a failover connection"),
    },
    cause: "The API cannot address such a name.",
    cure: "Choose another name.",
  },
  duration: {
    text: 'must be a duration of whole hours, minutes and seconds, for example "40m", "1h30m" or "90s"',
    cause: "`timeouts` does not allow fractions (`1.5h`), other units or zero.",
    cure: "Correct the duration.",
  },
  url: {
    text: (schemes: string) => `must be a whole URL that starts with ${schemes}`,
    cause: "The scheme or the host is missing, or the scheme is not allowed.",
    cure: "Correct the URL.",
  },
  pem: {
    text: 'must be in PEM form: the file\'s content, from "-----BEGIN …-----" to "-----END …-----"',
    cause: "The value is not in PEM form. Often it is the path of the file, or a part of its content.",
    cure: 'Pass the content: `readFileSync(path, "utf8")`.',
  },
  privateLink: {
    text: (field: string) => `is required when ${field}.access.type is PRIVATE_LINK`,
    cause: "The id of the Private Link connection is missing.",
    cure: "Add it.",
  },
  roleArn: {
    text: "must be the ARN of an IAM role, arn:aws:iam::<12 digits>:role/<name>",
    cause: "The value is not the ARN of a role. Often it is that of a user, a policy or a bucket.",
    cure: "Give the ARN of a role.",
  },
} satisfies Messages;
