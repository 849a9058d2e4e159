/*
 * Every type of connection that Atlas has: one line each, in the order of messages and of the README's table. An eleventh
 * type is one more file and one more line here. The package exports all interfaces of these files.
 */
// biome-ignore-all assist/source/organizeImports: the order has a meaning
export * from "./sample";
export * from "./cluster";
export * from "./kafka";
export * from "./https";
export * from "./awsLambda";
export * from "./s3";
export * from "./awsKinesisDataStreams";
export * from "./schemaRegistry";
export * from "./azureBlobStorage";
export * from "./gcpPubSub";
