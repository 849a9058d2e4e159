interface Known<Key, Result> {
  get(key: Key): Result | undefined;
  set(key: Key, result: Result): unknown;
}

/**
 * The function, which computes its result once for each argument.
 *
 * @param known the results. A `WeakMap` keeps a result only as long as its key is in use.
 */
export function memoized<Key, Result extends object>(
  compute: (key: Key) => Result,
  known: Known<Key, Result> = new Map(),
): (key: Key) => Result {
  return (key) => {
    const result = known.get(key) ?? compute(key);
    known.set(key, result);
    return result;
  };
}
