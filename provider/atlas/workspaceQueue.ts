import type { Address } from "../connections/address";

/** p-limit is an ES module only, which CommonJS reaches by a dynamic import. */
const createLimit = async () => (await import("p-limit")).default(1);

/** The workspace part of an address. */
export type Workspace = Pick<Address, "projectId" | "workspaceName">;

/**
 * Lets one write at a time into each workspace, because Atlas loses one of two that happen together; different
 * workspaces do not wait for each other.
 */
export class WorkspaceQueue {
  private readonly limits = new Map<string, ReturnType<typeof createLimit>>();
  private readonly counts = new Map<string, number>();

  async run<T>(workspace: Workspace, write: () => Promise<T>): Promise<T> {
    const key = workspaceKey(workspace);
    let limit = this.limits.get(key);
    if (!limit) {
      limit = createLimit();
      this.limits.set(key, limit);
    }
    return (await limit)(async () => {
      this.count(key);
      try {
        return await write();
      } finally {
        this.count(key);
      }
    });
  }

  /** Grows when a write to the workspace begins and when it ends: equal counts mean that nothing was written between. */
  countOf(workspace: Workspace): number {
    return this.counts.get(workspaceKey(workspace)) ?? 0;
  }

  private count(key: string): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }
}

/** A text that is another one for each workspace. */
export function workspaceKey({ projectId, workspaceName }: Workspace): string {
  return `${projectId}/${workspaceName}`;
}
