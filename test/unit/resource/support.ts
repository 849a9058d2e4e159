import { ConnectionReader } from "../../../provider/atlas/connectionReader";
import { AtlasApiError } from "../../../provider/atlas/errors/responseErrors";
import { createRuntime, type Runtime } from "../../../provider/process/runtime";

/** A clock that stands still but for its own `sleep`. */
export class FakeClock {
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

/** A runtime without Atlas and without credentials' problems; parts of it may be put in place of its own. */
export function fakeRuntime(parts: Partial<Runtime> = {}): FakeRuntime {
  const lines: string[] = [];
  const clock = new FakeClock();
  const log = (line: string) => void lines.push(line);
  // Whatever is not named here is the real thing's; its client, without credentials, fails when it is used.
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

/** An error that Atlas answered. */
export function apiError(status: number, errorCode: string): AtlasApiError {
  return new AtlasApiError(
    { method: "GET", url: "https://atlas.example.com/x", headers: {} },
    status,
    errorCode,
    "no",
  );
}
