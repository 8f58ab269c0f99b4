import { createHash } from 'node:crypto';

/** How Microsoft's engine is run; the launcher passes these in the environment. */
export interface RealEngineSettings {
  /** Connection string of the storage account that holds the task hub. */
  storage: string;
  /** Settings that win over `extensions.durableTask` of host.json: a path of members, and its value. */
  overrides: [path: string[], value: string][];
}

/**
 * Reads `CONFORMANCE_STORAGE` and `CONFORMANCE_OVERRIDES`. The latter holds `name=value` pairs separated by `;`, with a
 * colon between nested names, for example `storageProvider:partitionCount=1;useAppLease=false`.
 * @throws Error when there is no storage, or an override has no value.
 */
export function readRealEngineSettings(environment: NodeJS.ProcessEnv): RealEngineSettings {
  const storage = environment['CONFORMANCE_STORAGE'];
  if (!storage)
    throw new Error('CONFORMANCE_STORAGE is not set; it must be a storage connection string, for example of Azurite.');
  const overrides = (environment['CONFORMANCE_OVERRIDES'] ?? '').split(';').filter((text) => text.trim() !== '');
  return { storage, overrides: overrides.map(parseOverride) };
}

function parseOverride(text: string): [string[], string] {
  const [name = '', value] = text.split('=');
  if (value === undefined) throw new Error(`CONFORMANCE_OVERRIDES wants name=value, got "${text}".`);
  return [name.trim().split(':'), value.trim()];
}

/** `extensions.durableTask` of host.json with the overrides, and with a task hub of the state directory's own. */
export function withOverrides(
  durableTask: unknown,
  stateDir: string,
  overrides: RealEngineSettings['overrides'],
): Record<string, unknown> {
  const settings: Record<string, unknown> = structuredClone(Object(durableTask));
  for (const [path, value] of [[['hubName'], hubOf(stateDir)] as const, ...overrides]) put(settings, path, value);
  return settings;
}

/** All hubs share one storage account, and hub names may contain letters and digits only. */
function hubOf(stateDir: string): string {
  return `h${createHash('sha256').update(stateDir).digest('hex').slice(0, 16)}`;
}

function put(target: Record<string, unknown>, [name = '', ...below]: readonly string[], value: string): void {
  if (below.length === 0) {
    target[name] = value;
    return;
  }
  const inner = Object(target[name]);
  put(inner, below, value);
  target[name] = inner;
}
