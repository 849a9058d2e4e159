/** A WeakMap that all copies of this package in one program share. Its name must not change. */
export function sharedWeakMap<Value>(name: string): WeakMap<object, Value> {
  const key = Symbol.for(name);
  const globals = globalThis as { [key]?: WeakMap<object, Value> };
  if (!globals[key]) Object.defineProperty(globals, key, { value: new WeakMap() });
  return globals[key] as WeakMap<object, Value>;
}
