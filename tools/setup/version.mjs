/** The numbers at the start of a version (`v3.259.0`, `20.20.2`, `3.260.0-alpha.1`), or undefined if it has none. */
export function parseVersion(text) {
  const match = /^v?(\d+)\.(\d+)\.(\d+)/.exec(text.trim());
  return match?.slice(1).map(Number);
}

export function isAtLeast(version, minimum) {
  const actual = parseVersion(version);
  if (!actual) return false;
  const wanted = parseVersion(minimum);
  const differing = actual.findIndex((number, index) => number !== wanted[index]);
  return differing === -1 || actual[differing] > wanted[differing];
}
