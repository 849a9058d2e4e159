import { existing } from "./lifecycle/states";
import { StateFile } from "./stateFile";
import type { StoredConnection, WorkspaceDocument } from "./stored";
import type { WorkspaceAddress } from "./types";

/** Content of the file; it contains no secrets. */
interface Saved {
  workspaces: Record<string, { connections: SavedConnection[]; processors: string[] }>;
}

interface SavedConnection extends Omit<StoredConnection, "secrets" | "failovers"> {
  /** Older files have none. */
  failovers?: SavedConnection[];
}

/** All connections of all workspaces. */
export class Store {
  private readonly documents = new Map<string, WorkspaceDocument>();
  private readonly processors = new Map<string, Set<string>>();
  private readonly file: StateFile<Saved> | undefined;

  /**
   * @param now returns the time in milliseconds.
   * @param delay waits for a number of milliseconds.
   * @param raceMs time between reading and writing back a document.
   */
  constructor(
    private readonly now: () => number,
    private readonly delay: (ms: number) => Promise<void>,
    private readonly raceMs: number,
    path: string | undefined,
  ) {
    this.file = path === undefined ? undefined : new StateFile(path, () => this.snapshot());
    this.restore(this.file?.load());
  }

  /** The connections of a workspace, without deleted ones. */
  read(workspace: WorkspaceAddress): WorkspaceDocument {
    return existing(this.documents.get(keyOf(workspace)) ?? new Map(), this.now());
  }

  /**
   * Reads the workspace's document, applies `change`, and writes the result back. If `raceMs` is set, other writes in
   * between are lost, as on the real service.
   */
  async write<T>(
    workspace: WorkspaceAddress,
    change: (document: WorkspaceDocument) => { document: WorkspaceDocument; result: T },
  ): Promise<T> {
    const before = this.read(workspace);
    if (this.raceMs > 0) await this.delay(this.raceMs);
    const { document, result } = change(this.raceMs > 0 ? before : this.read(workspace));
    this.documents.set(keyOf(workspace), document);
    await this.file?.save();
    return result;
  }

  /** For tests: writes immediately, without a race. The file is saved later; `flush` waits for it. */
  writeNow(workspace: WorkspaceAddress, change: (document: WorkspaceDocument) => WorkspaceDocument): void {
    this.documents.set(keyOf(workspace), change(this.read(workspace)));
    this.file?.save().catch(() => undefined);
  }

  hasProcessors(workspace: WorkspaceAddress, name: string): boolean {
    return this.processors.get(keyOf(workspace))?.has(name) ?? false;
  }

  setProcessors(workspace: WorkspaceAddress, name: string, active: boolean): void {
    const names = this.processors.get(keyOf(workspace)) ?? new Set();
    if (active) names.add(name);
    else names.delete(name);
    this.processors.set(keyOf(workspace), names);
    this.file?.save().catch(() => undefined);
  }

  /** Every workspace that has received a write. */
  workspaces(): WorkspaceAddress[] {
    return [...this.documents.keys()].map((key) => {
      const slash = key.indexOf("/");
      return { projectId: key.slice(0, slash), workspaceName: key.slice(slash + 1) };
    });
  }

  async flush(): Promise<void> {
    await this.file?.save();
  }

  private snapshot(): Saved {
    const workspaces: Saved["workspaces"] = {};
    for (const workspace of this.workspaces()) {
      const key = keyOf(workspace);
      workspaces[key] = {
        connections: [...this.read(workspace).values()].map(saved),
        processors: [...(this.processors.get(key) ?? [])],
      };
    }
    return { workspaces };
  }

  private restore(content: Saved | undefined): void {
    for (const [key, { connections, processors }] of Object.entries(content?.workspaces ?? {})) {
      this.documents.set(key, new Map(connections.map((each) => [each.name, restored(each)])));
      this.processors.set(key, new Set(processors));
    }
  }
}

function keyOf({ projectId, workspaceName }: WorkspaceAddress): string {
  return `${projectId}/${workspaceName}`;
}

function saved({ secrets: _, failovers, ...rest }: StoredConnection): SavedConnection {
  return failovers.size === 0 ? rest : { ...rest, failovers: [...failovers.values()].map(saved) };
}

function restored({ failovers = [], ...rest }: SavedConnection): StoredConnection {
  return { ...rest, secrets: {}, failovers: new Map(failovers.map((each) => [each.id, restored(each)])) };
}
