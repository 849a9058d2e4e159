/** True when the program chooses another region. Without a choice, Atlas' own region is no difference. */
export function isOtherRegion(wanted: unknown, actual: unknown): boolean {
  return wanted !== undefined && wanted !== (actual ?? wanted);
}
