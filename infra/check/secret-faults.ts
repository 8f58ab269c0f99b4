import { appSettings, type Installation } from './installation.ts';

/** The two settings that are called connection strings and hold no secret: an address each, and who signs in. */
const KEYLESS: Record<string, RegExp> = {
  APPLICATIONINSIGHTS_CONNECTION_STRING:
    /^\[reference\('[^']*\/Microsoft\.Insights\/components\/[^']*', '[^']*'\)\.ConnectionString\]$/,
  DURABLE_TASK_SCHEDULER_CONNECTION_STRING:
    /^\[format\('Endpoint=\{0\};TaskHub=\{1\};Authentication=ManagedIdentity;ClientID=\{2\}', /,
};

const SECRET = /\blist[A-Z]\w*\(|\w+Key=|SharedAccess|Password=|primaryKey|connectionString/i;

/** Keys, connection strings and secrets where they can be read: in app settings and in what a deployment puts out. */
export function secretFaults(installation: Installation): string[] {
  const settings = Object.entries(appSettings(installation)).filter(([name, value]) => !KEYLESS[name]?.test(value));
  const outputs = Object.entries(installation.outputs ?? {}).map(([name, value]): [string, string] => [
    name,
    JSON.stringify(value),
  ]);
  return [...settings, ...outputs]
    .filter(([name, value]) => SECRET.test(value) || /key$|secret|password|connection_?string$/i.test(name))
    .map(([name]) => `${name} is, or may be, a key or a secret.`);
}

/** Functions of the template language that hand out keys: nothing needs one. */
export function keyCalls(template: string): string[] {
  return [...new Set(template.match(/\blist\w*\(/gi) ?? [])];
}
