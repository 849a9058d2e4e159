import { ConnectionReader } from "../../../provider/atlas/connectionReader";
import { AtlasApiError } from "../../../provider/atlas/errors/responseErrors";
import { createRuntime, type Runtime } from "../../../provider/process/runtime";

/** A clock that advances only by `sleep`. */
class FakeClock {
  readonly slept: number[] = [];
  constructor(private time = 1_700_000_000_000) {}

  now = (): number => this.time;

  sleep = async (ms: number): Promise<void> => {
    this.slept.push(ms);
    this.time += ms;
  };
}

export interface FakeRuntime extends Runtime {
  readonly clock: FakeClock;
  readonly lines: string[];
}

/** A runtime without Atlas and without errors about credentials. `parts` replaces some of its properties. */
export function fakeRuntime(parts: Partial<Runtime> = {}): FakeRuntime {
  const lines: string[] = [];
  const clock = new FakeClock();
  const log = (line: string) => void lines.push(line);
  // All other properties are real. The real client has no credentials, so it fails if a test uses it.
  const real = createRuntime(() => undefined, {}, { clock, log });
  // A fake client serves both ways to read a connection.
  const reader = parts.client && new ConnectionReader(parts.client, clock);
  return Object.create(
    real,
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
