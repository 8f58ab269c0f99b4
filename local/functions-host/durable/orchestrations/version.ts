/**
 * Whether the instance's version is newer than the app's. With Microsoft's default `versionMatchStrategy`,
 * CurrentOrOlder, such an instance stays Pending until an app with that `defaultVersion` starts.
 */
export function isNewer(version: string | null, appVersion: string | null): boolean {
  return compareVersions(version?.trim() ?? '', appVersion?.trim() ?? '') > 0;
}

/**
 * As `VersioningSettings.CompareVersions` of the Durable Task Framework: numerically when both are numbers, else as
 * text.
 */
function compareVersions(a: string, b: string): number {
  if (a === '' || b === '') return Number(a !== '') - Number(b !== '');
  const isNumeric = (version: string) => /^\d+(\.\d+){1,3}$/.test(version);
  if (!isNumeric(a) || !isNumeric(b))
    return a.toLowerCase() < b.toLowerCase() ? -1 : Number(a.toLowerCase() > b.toLowerCase());
  const [numbersOfA, numbersOfB] = [a, b].map((version) => version.split('.').map(Number));
  for (let index = 0; index < 4; index++) {
    const difference = (numbersOfA?.[index] ?? -1) - (numbersOfB?.[index] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}
