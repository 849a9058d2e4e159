import { ConnectionReader } from "../../../provider/atlas/connectionReader";
import { AtlasApiError } from "../../../provider/atlas/errors/responseErrors";
import type { Runtime } from "../../../provider/process/runtime";
import { runtimeFor } from "../../support/runtime";
import { VirtualClock } from "../../support/virtualClock";

export interface FakeRuntime extends Runtime {
  readonly clock: VirtualClock;
  readonly lines: string[];
}

/** A runtime without Atlas and without errors about credentials. `parts` replaces some of its properties. */
export function fakeRuntime(parts: Partial<Runtime> = {}): FakeRuntime {
  // All other properties are real. The real client has no credentials, so it fails if a test uses it.
  const { runtime, clock, lines } = runtimeFor({ environment: {} }, undefined, { clock: new VirtualClock() });
  // A fake client serves both ways to read a connection.
  const reader = parts.client && new ConnectionReader(parts.client, clock);
  return Object.create(
    runtime,
    Object.getOwnPropertyDescriptors({
      problems: [],
      secrets: [],
      lines,
      ...(reader ? { reader } : {}),
      ...parts,
    }),
  );
}

/** An error response of Atlas. */
export function apiError(status: number, errorCode: string): AtlasApiError {
  return new AtlasApiError(
    { method: "GET", url: "https://atlas.example.com/x", headers: {} },
    status,
    errorCode,
    "no",
  );
}
