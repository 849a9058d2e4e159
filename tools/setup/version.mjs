/**
 * Compares major, minor and patch version. Text around them, such as `v` or `-alpha.1`, does not count.
 *
 * @param {string} version
 * @param {string} minimum
 */
export function isAtLeast(version, minimum) {
  const [numbers] = /\d+\.\d+\.\d+/.exec(version) ?? [];
  return numbers !== undefined && numbers.localeCompare(minimum, "en", { numeric: true }) >= 0;
}
