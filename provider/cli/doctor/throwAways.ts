import { isWorkspaceNotFound, mayHaveReachedAtlas } from "../../atlas/errors/classify";
import type { JsonObject } from "../../shared/json";
import { type Answer, type Api, hasCode, notFoundCode } from "./api";

/** Atlas may not find a connection for some seconds after its POST. */
const mayBeHiddenMs = 20_000;
/** Maximum time to delete one connection, in milliseconds. Atlas refuses to delete one that it still deploys. */
const maxDeleteMs = 120_000;
const pauseMs = 1_000;

interface Made {
  /** When its POST was sent. */
  postedAt: number;
  /** Atlas has accepted its deletion. */
  isDeleted: boolean;
}

/** The connections that this run has made. No other connection is ever changed or deleted. */
export class ThrowAways {
  private readonly made = new Map<string, Made>();

  /** @param suffix random, so that no connection of this name can exist. */
  constructor(
    private readonly api: Api,
    private readonly suffix: string,
  ) {}

  /** The names that may exist in Atlas. */
  get names(): string[] {
    return [...this.made.keys()];
  }

  nameFor(purpose: string): string {
    return `pulumi-doctor-${purpose}-${this.suffix}`;
  }

  /** Creates a connection. Its name comes from `nameFor`. */
  async create(name: string, body: JsonObject): Promise<Answer> {
    const before = this.made.get(name);
    const undo = () => (before ? this.made.set(name, before) : this.made.delete(name));
    // Noted first: the response may be lost.
    this.made.set(name, { postedAt: this.api.clock.now(), isDeleted: false });
    try {
      const answer = await this.api.create({ name, ...body });
      if (answer.error && !mayHaveCreated(answer.error)) undo();
      return answer;
    } catch (error) {
      if (!mayHaveCreated(error)) undo();
      throw error;
    }
  }

  /** Sends the deletion of one of the connections. */
  async delete(name: string, api = this.api): Promise<Answer> {
    const answer = await api.delete(name);
    const made = this.made.get(name);
    if (made && !answer.error) made.isDeleted = true;
    return answer;
  }

  /** Notes that a GET no longer finds the connection. */
  noteGone(name: string): void {
    this.made.delete(name);
  }

  /** Deletes whatever is left, also after an interruption. @returns the names that are left. */
  async deleteAll(): Promise<string[]> {
    const api = this.api.withoutSignal();
    for (const name of this.names) {
      const end = api.clock.now() + maxDeleteMs;
      while (!(await this.isDeleted(name, api)) && api.clock.now() < end) await api.sleep(pauseMs);
    }
    return this.names;
  }

  private async isDeleted(name: string, api: Api): Promise<boolean> {
    try {
      await this.delete(name, api);
      const shown = await api.get(name);
      if (this.isGone(name, shown)) this.noteGone(name);
    } catch {
      // No answer. The next attempt may get one.
    }
    return !this.made.has(name);
  }

  private isGone(name: string, answer: Answer): boolean {
    const { isDeleted = true, postedAt = 0 } = this.made.get(name) ?? {};
    if (!answer.error) return isDeleted && answer.json.state === "DELETING";
    if (isWorkspaceNotFound(answer.error)) return true;
    if (!hasCode(answer, 404, notFoundCode)) return false;
    return isDeleted || this.api.clock.now() - postedAt > mayBeHiddenMs;
  }
}

function mayHaveCreated(error: unknown): boolean {
  const url = error instanceof Error && "url" in error ? String(error.url) : "";
  return mayHaveReachedAtlas({ method: "POST", url }, error);
}
