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

  async run<T>({ projectId, workspaceName }: Workspace, write: () => Promise<T>): Promise<T> {
    const key = `${projectId}/${workspaceName}`;
    let limit = this.limits.get(key);
    if (!limit) {
      limit = createLimit();
      this.limits.set(key, limit);
    }
    return (await limit)(write);
  }
}
