import type { Address } from "../connections/address";

/** The workspace part of an address. */
export type Workspace = Pick<Address, "projectId" | "workspaceName">;

/**
 * Runs the writes to a workspace one after another, because Atlas loses one of two concurrent writes. Different
 * workspaces run in parallel.
 */
export class WorkspaceQueue {
  /** The last write to each workspace. It never rejects. */
  private readonly last = new Map<string, Promise<unknown>>();
  private readonly counts = new Map<string, number>();

  run<T>(workspace: Workspace, write: () => Promise<T>): Promise<T> {
    const key = workspaceKey(workspace);
    const run = async () => {
      this.count(key);
      try {
        return await write();
      } finally {
        this.count(key);
      }
    };
    const result = (this.last.get(key) ?? Promise.resolve()).then(run);
    this.last.set(
      key,
      result.catch(() => {}),
    );
    return result;
  }

  /** Increases when a write to the workspace starts and when it ends. Equal counts mean that there was no write between. */
  countOf(workspace: Workspace): number {
    return this.counts.get(workspaceKey(workspace)) ?? 0;
  }

  private count(key: string): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }
}

/** A text that identifies a workspace. */
export function workspaceKey({ projectId, workspaceName }: Workspace): string {
  return `${projectId}/${workspaceName}`;
}
