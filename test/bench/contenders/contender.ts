import type { Operation } from "../options";
import type { Run } from "./commandLine";

/** This provider, and two that do nothing: one defined in the program, one a small package. */
export const own = ["inline", "small", "ours"] as const;
/** Other providers of Atlas: @pulumi/mongodbatlas, which is bridged from Terraform, and Terraform. */
export const peers = ["bridge", "terraform"] as const;
export type Name = (typeof own)[number] | (typeof peers)[number];

/** The contenders run side by side, each in an Atlas project of its own. */
export function projectOf(name: Name): string {
  return `32b6e34b3d91647abb20e7b${[...own, ...peers].indexOf(name)}`;
}

/** How a command is run. */
export interface Way {
  args?: readonly string[];
  environment?: NodeJS.ProcessEnv;
}

/** One provider with a project and a state of its own. */
export interface Contender {
  readonly name: Name;
  /** Versions of the tool and the provider, for a peer. */
  readonly version: string | undefined;
  run(operation: Operation, way?: Way): Promise<Run>;
  /** Size of the state file. */
  stateBytes(): Promise<number>;
  /** Stops a running command like Ctrl-C. */
  stop(): void;
}

/** The settings of a contender's program. */
export interface Size {
  /** Number of connections. */
  n: number;
  workspaces: number;
}

/** The environment of a contender's commands, without the caller's settings of Pulumi, Terraform and Atlas. */
export function cleanEnvironment(settings: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([key]) => !/^(PULUMI|MONGODB|TF_)/i.test(key));
  return { ...Object.fromEntries(inherited), ...settings };
}

/** The value that differs between `create` and `update`. */
export function versionFor(operation: Operation): string {
  return operation === "update" ? "latest" : "earliest";
}
