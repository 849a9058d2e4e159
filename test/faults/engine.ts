import type { DiffResult } from "@pulumi/pulumi/dynamic";
import type { JsonObject } from "../../provider/shared/json";
import { Pool } from "../support/pool";
import { unmarked } from "../support/unmarked";
import { equal, remark } from "./marks";
import type { ProviderProcess } from "./process";

/** A resource of a program. */
export interface Declared {
  name: string;
  /** Names that it had before. */
  aliases: string[];
  props: JsonObject;
}

/** A resource in the state. Secrets in its properties are marked. */
export interface Kept {
  name: string;
  id: string;
  inputs: JsonObject;
  outputs: JsonObject;
  initErrors: string[];
  /** Replaced, and still to be deleted. */
  pendingDelete: boolean;
  /** Deleted, in order to be created anew. */
  pendingReplacement: boolean;
}

export interface Outcome {
  /** What the user reads about resources that failed. */
  errors: string[];
  /** The CLI was killed. */
  killed: boolean;
}

/** What a hook's error is to the engine, which sees it through gRPC. */
interface Failure extends Error {
  id?: string;
  properties?: JsonObject;
  reasons?: string[];
}

type Chain = () => Promise<void>;

/** Pulumi puts the provider's own text among the inputs, and its host into whatever hooks return. */
const providerText = { __provider: "text" };

/**
 * What Pulumi's engine (3.259) does with the hooks, in small: the state, and the order of check, diff, create, update
 * and delete. Steps run in parallel; after a failure no further one begins, and what has begun comes to its end.
 */
export class Engine {
  state: Kept[] = [];

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
      const claimed = new Set<Kept>();
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
        for (const doomed of this.state.filter(
          (kept) => kept.pendingDelete || !this.isDeclared(kept, program),
        ))
          run(() => this.delete(doomed, process));
      }
      await pool.idle();
    };
    await Promise.race([work(), process.death]);
    return { errors, killed: process.dead };
  }

  /** `pulumi refresh`. */
  async refresh(process: ProviderProcess): Promise<void> {
    for (const kept of this.state.filter(({ pendingReplacement }) => !pendingReplacement)) {
      const { id, props = {}, inputs = {} } = await process.hooks.read(kept.id, unmarked(kept.outputs));
      if (!id) this.state = this.state.filter((other) => other !== kept);
      const outputs = remark({ ...providerText, ...props }, kept.inputs) as JsonObject;
      Object.assign(kept, { outputs, inputs: { ...providerText, ...inputs }, initErrors: [] });
    }
  }

  private isDeclared({ name }: Kept, program: readonly Declared[]): boolean {
    return program.some((declared) => declared.name === name);
  }

  /** check and diff, one resource after another; returns the steps that follow. */
  private async plan(
    declared: Declared,
    process: ProviderProcess,
    claimed: Set<Kept>,
  ): Promise<Chain | undefined> {
    const { name, aliases, props } = declared;
    const names = [name, ...aliases];
    const old = this.state.find(
      (kept) => !kept.pendingDelete && !claimed.has(kept) && names.includes(kept.name),
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
    old: Kept,
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
    old?: Kept,
  ): Promise<void> {
    const keep = (id: string, outs: JsonObject, initErrors: string[]) => {
      if (process.dead) return;
      const outputs = remark({ ...providerText, ...outs }, inputs) as JsonObject;
      if (old && !old.pendingReplacement) old.pendingDelete = true;
      else this.state = this.state.filter((kept) => kept !== old);
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

  private async update(old: Kept, inputs: JsonObject, process: ProviderProcess): Promise<void> {
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

  private async delete(kept: Kept, process: ProviderProcess): Promise<void> {
    if (!kept.pendingReplacement) await process.hooks.delete(kept.id, unmarked(kept.outputs));
    if (!process.dead) this.state = this.state.filter((other) => other !== kept);
  }
}
