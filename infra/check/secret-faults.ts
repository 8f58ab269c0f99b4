import { appSettings, type Installation } from './installation.ts';

/** Two settings are called connection strings but hold no secret, only an address and the identity that signs in. */
const KEYLESS: Record<string, RegExp> = {
  APPLICATIONINSIGHTS_CONNECTION_STRING:
    /^\[reference\('[^']*\/Microsoft\.Insights\/components\/[^']*', '[^']*'\)\.ConnectionString\]$/,
  DURABLE_TASK_SCHEDULER_CONNECTION_STRING:
    /^\[format\('Endpoint=\{0\};TaskHub=\{1\};Authentication=ManagedIdentity;ClientID=\{2\}', /,
};

const SECRET = /\blist[A-Z]\w*\(|\w+Key=|SharedAccess|Password=|primaryKey|connectionString/i;

/** Keys, connection strings and secrets in readable places: app settings and deployment outputs. */
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

/** Template functions that return keys; no part of the deployment needs one. */
export function keyCalls(template: string): string[] {
  return [...new Set(template.match(/\blist\w*\(/gi) ?? [])];
}
