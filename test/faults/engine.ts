import type { DiffResult } from "@pulumi/pulumi/dynamic";
import type { JsonObject } from "../../provider/shared/json";
import { Pool } from "../support/pool";
import { unmarked } from "../support/unmarked";
import { equal, remark } from "./marks";
import type { ProviderProcess } from "./process";

/** A resource of a program. */
export interface Declared {
  name: string;
  /** Former names. */
  aliases: string[];
  props: JsonObject;
}

/** A resource in the state. Secrets in its properties are marked. */
export interface StateEntry {
  name: string;
  id: string;
  inputs: JsonObject;
  outputs: JsonObject;
  initErrors: string[];
  /** Replaced, but not deleted yet. */
  pendingDelete: boolean;
  /** Deleted for a replacement, but not created again yet. */
  pendingReplacement: boolean;
}

export interface Outcome {
  /** The error messages of failed resources. */
  errors: string[];
  /** The CLI was killed. */
  killed: boolean;
}

/** A hook's error as the engine receives it through gRPC. */
interface Failure extends Error {
  id?: string;
  properties?: JsonObject;
  reasons?: string[];
}

type Chain = () => Promise<void>;

/** Pulumi adds the provider's text to the inputs, and its host adds it to the results of hooks. */
const providerText = { __provider: "text" };

/**
 * A small model of how Pulumi's engine (3.259) uses the hooks: the state, and the order of check, diff, create, update
 * and delete. Steps run in parallel. After a failure no further step begins, and running steps finish.
 */
export class Engine {
  state: StateEntry[] = [];

  constructor(private readonly parallel: number) {}

  /** `pulumi up`. */
  async up(program: readonly Declared[], process: ProviderProcess): Promise<Outcome> {
    const errors: string[] = [];
    const pool = new Pool(this.parallel);
    const run = (chain: Chain) =>
      pool.run(async () => {
        if (errors.length > 0 || process.dead) return;
        try {
          await chain();
        } catch (error) {
          errors.push((error as Error).message);
        }
      });
    const work = async () => {
      const claimed = new Set<StateEntry>();
      for (const declared of program) {
        if (errors.length > 0) break;
        try {
          const chain = await this.plan(declared, process, claimed);
          if (chain) run(chain);
        } catch (error) {
          errors.push((error as Error).message);
        }
      }
      await pool.idle();
      if (errors.length === 0) {
        for (const obsolete of this.state.filter(
          (entry) => entry.pendingDelete || !this.isDeclared(entry, program),
        ))
          run(() => this.delete(obsolete, process));
      }
      await pool.idle();
    };
    await Promise.race([work(), process.death]);
    return { errors, killed: process.dead };
  }

  /** `pulumi refresh`. */
  async refresh(process: ProviderProcess): Promise<void> {
    for (const entry of this.state.filter(({ pendingReplacement }) => !pendingReplacement)) {
      const { id, props = {}, inputs = {} } = await process.hooks.read(entry.id, unmarked(entry.outputs));
      if (!id) this.state = this.state.filter((other) => other !== entry);
      // The engine shows how the program's last inputs differ from what it has read.
      else await process.hooks.diff(id, { ...providerText, ...unmarked(props) }, unmarked(entry.inputs));
      const outputs = remark({ ...providerText, ...props }, entry.inputs) as JsonObject;
      Object.assign(entry, { outputs, inputs: { ...providerText, ...inputs }, initErrors: [] });
    }
  }

  private isDeclared({ name }: StateEntry, program: readonly Declared[]): boolean {
    return program.some((declared) => declared.name === name);
  }

  /** Runs check and diff, one resource at a time, and returns the resulting steps. */
  private async plan(
    declared: Declared,
    process: ProviderProcess,
    claimed: Set<StateEntry>,
  ): Promise<Chain | undefined> {
    const { name, aliases, props } = declared;
    const names = [name, ...aliases];
    const old = this.state.find(
      (entry) => !entry.pendingDelete && !claimed.has(entry) && names.includes(entry.name),
    );
    if (old) {
      claimed.add(old);
      old.name = name;
    }
    const news = { ...providerText, ...props };
    const checked = await process.hooks.check(unmarked(old?.inputs ?? {}), unmarked(news));
    if (checked.failures && checked.failures.length > 0)
      throw new Error(checked.failures.map(({ reason }) => reason).join("\n"));
    const inputs = remark({ ...providerText, ...checked.inputs }, news) as JsonObject;
    if (!old) return () => this.create(name, inputs, process);
    if (old.pendingReplacement) return () => this.create(name, inputs, process, old);

    const diff = await process.hooks.diff(old.id, unmarked(old.outputs), unmarked(inputs));
    const changes = diff.changes ?? !equal(old.inputs, inputs);
    if (changes && diff.replaces?.length) return () => this.replace(old, inputs, diff, process);
    if (changes || old.initErrors.length > 0) return () => this.update(old, inputs, process);
    old.inputs = inputs;
    return undefined;
  }

  private async replace(
    old: StateEntry,
    inputs: JsonObject,
    { deleteBeforeReplace }: DiffResult,
    process: ProviderProcess,
  ): Promise<void> {
    if (deleteBeforeReplace) {
      await process.hooks.delete(old.id, unmarked(old.outputs));
      if (process.dead) return;
      old.pendingReplacement = true;
    }
    await this.create(old.name, inputs, process, old);
  }

  private async create(
    name: string,
    inputs: JsonObject,
    process: ProviderProcess,
    old?: StateEntry,
  ): Promise<void> {
    const keep = (id: string, outs: JsonObject, initErrors: string[]) => {
      if (process.dead) return;
      const outputs = remark({ ...providerText, ...outs }, inputs) as JsonObject;
      if (old && !old.pendingReplacement) old.pendingDelete = true;
      else this.state = this.state.filter((entry) => entry !== old);
      this.state.push({
        name,
        id,
        inputs,
        outputs,
        initErrors,
        pendingDelete: false,
        pendingReplacement: false,
      });
    };
    try {
      const { id, outs = {} } = await process.hooks.create(unmarked(inputs));
      keep(id, outs, []);
    } catch (error) {
      const { id, properties, reasons } = error as Failure;
      if (id !== undefined) keep(id, properties ?? {}, reasons ?? []);
      throw error;
    }
  }

  private async update(old: StateEntry, inputs: JsonObject, process: ProviderProcess): Promise<void> {
    const keep = (outs: JsonObject, initErrors: string[]) => {
      if (process.dead) return;
      const outputs = remark({ ...providerText, ...outs }, inputs) as JsonObject;
      Object.assign(old, { inputs, outputs, initErrors });
    };
    try {
      const { outs = {} } = await process.hooks.update(old.id, unmarked(old.outputs), unmarked(inputs));
      keep(outs, []);
    } catch (error) {
      const { id, properties, reasons } = error as Failure;
      if (id !== undefined) keep(properties ?? {}, reasons ?? []);
      throw error;
    }
  }

  private async delete(entry: StateEntry, process: ProviderProcess): Promise<void> {
    if (!entry.pendingReplacement) await process.hooks.delete(entry.id, unmarked(entry.outputs));
    if (!process.dead) this.state = this.state.filter((other) => other !== entry);
  }
}
