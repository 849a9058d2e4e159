/** The connections that the program declares, as far as this process has checked them. */
export class Declarations {
  private readonly checked = new Set<string>();
  private readonly unchanged = new Set<string>();
  private readonly givenUp = new Set<string>();
  private readonly replacedWithAnother = new Set<string>();
  private readonly spellings = new Map<string, string>();

  /**
   * @param id the Pulumi id of the connection.
   * @param isNew the state does not have the resource. The engine checks a resource of the state once more, as a new one,
   * before it replaces it.
   * @returns true when another resource of the program has the same id.
   */
  isDeclaredTwice(id: string, isNew: boolean): boolean {
    const key = `${isNew}/${id}`;
    // A resource of the state is checked first with its state, and only then as a new one.
    const isTwice = this.checked.has(key) || (!isNew && this.checked.has(`true/${id}`));
    this.checked.add(key);
    return isTwice;
  }

  /** A resource of the state has this id in the program. */
  isOfState(id: string): boolean {
    return this.checked.has(`false/${id}`);
  }

  /** The comparison of state and program shows no change. A comparison before `check` belongs to a refresh. */
  recordUnchanged(id: string): void {
    if (this.isOfState(id)) this.unchanged.add(id);
  }

  /** A resource of the state keeps this id, and is not replaced. */
  isKept(id: string): boolean {
    return this.unchanged.has(id);
  }

  /** The engine deletes the resource of the state before it checks that of the program, because it replaces another one. */
  recordReplacedWithAnother(id: string): void {
    this.replacedWithAnother.add(id);
  }

  isReplacedWithAnother(id: string): boolean {
    return this.replacedWithAnother.has(id);
  }

  /** A resource of the state has this id, and another one in the program. */
  giveUp(id: string): void {
    this.givenUp.add(id);
  }

  isGivenUp(id: string): boolean {
    return this.givenUp.has(id);
  }

  /** An id of the program that differs from this one only in upper and lower case. Each pair is found once. */
  similarTo(id: string): string | undefined {
    const key = id.toLowerCase();
    const other = this.spellings.get(key);
    this.spellings.set(key, id);
    return other === id ? undefined : other;
  }
}
