/** The connections that the program declares, as far as this process has checked them. */
export class Declarations {
  private readonly checked = new Set<string>();
  private readonly spellings = new Map<string, string>();

  /**
   * @param id the Pulumi id of the connection.
   * @param isNew the state does not have the resource. The engine checks a resource of the state once more, as a new one,
   * before it replaces it.
   * @returns true when another resource of the program has the same id.
   */
  isDeclaredTwice(id: string, isNew: boolean): boolean {
    const key = `${isNew}/${id}`;
    const isTwice = this.checked.has(key);
    this.checked.add(key);
    return isTwice;
  }

  /** An id of the program that differs from this one only in upper and lower case. Each pair is found once. */
  similarTo(id: string): string | undefined {
    const key = id.toLowerCase();
    const other = this.spellings.get(key);
    this.spellings.set(key, id);
    return other === id ? undefined : other;
  }
}
