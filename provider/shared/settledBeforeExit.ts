const pending = new Set<() => void>();
let isListening = false;

function rejectPending(): void {
  for (const reject of [...pending]) reject();
}

/**
 * Rejects `promise` when Node is about to end while it is pending. Node would end with code 0, and Pulumi would then
 * delete every resource that the program has not declared yet.
 */
export function settledBeforeExit<T>(promise: Promise<T>, reason: () => Error): Promise<T> {
  if (!isListening) process.on("beforeExit", rejectPending);
  isListening = true;
  return new Promise<T>((resolve, reject) => {
    const rejectThis = () => {
      pending.delete(rejectThis);
      reject(reason());
    };
    pending.add(rejectThis);
    promise.finally(() => pending.delete(rejectThis)).then(resolve, reject);
  });
}
