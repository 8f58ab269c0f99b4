import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';

export type Settings = Record<string, string | undefined>;

/** What the Functions Core Tools know in the file; the host reads `Values` alone. */
const LocalSettings = z.strictObject({
  IsEncrypted: z.literal(false).optional(),
  Values: z.record(z.string(), z.string()).optional(),
  Host: z.unknown().optional(),
  ConnectionStrings: z.unknown().optional(),
});

/**
 * The app's settings: the environment, which overrides `Values` of local.settings.json (optional).
 * @throws Error when local.settings.json is not JSON, has a value that is not text, or a member that nobody reads.
 */
export async function readAppSettings(appDir: string, environment: Settings): Promise<Settings> {
  const file = path.join(appDir, 'local.settings.json');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return environment;
  }
  const parsed = LocalSettings.safeParse(fromJson(text, file));
  if (!parsed.success) throw new Error(`${file} cannot be used: ${parsed.error.issues.map(inWords).join(' ')}`);
  return { ...parsed.data.Values, ...environment };
}

function inWords({ code, path: [member, name], ...issue }: z.core.$ZodIssue): string {
  if (code === 'unrecognized_keys' && 'keys' in issue)
    return `${issue.keys.join(', ')} is not known there; wanted: Values, with the settings in it.`;
  if (member === 'IsEncrypted') return 'IsEncrypted is not false; encrypted settings cannot be read here.';
  return name === undefined
    ? `${String(member ?? 'It')} is not an object.`
    : `${String(name)} is not text; wanted: a value in quotes, as for every setting.`;
}

function fromJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not JSON: ${(error as Error).message}`);
  }
}

/** Adds what Azure sets for an app and what keeps SDKs from looking for a cloud; the app's own settings win. */
export function withPlatformSettings(settings: Settings, port: number): Settings {
  return {
    FUNCTIONS_WORKER_RUNTIME: 'node',
    FUNCTIONS_EXTENSION_VERSION: '~4',
    AZURE_FUNCTIONS_ENVIRONMENT: 'Development',
    WEBSITE_SITE_NAME: 'local',
    // When the app expects platform authentication, this host plays it (auth/platform.ts).
    WEBSITE_AUTH_ENABLED: String(settings['GO_LIVE_SIGN_IN'] === 'platform'),
    APPLICATION_INSIGHTS_NO_STATSBEAT: 'true',
    // Without this the durable client assumes port 7071 for its own management URLs.
    WEBSITE_HOSTNAME: `localhost:${port}`,
    ...settings,
  };
}

/**
 * Replaces each `%NAME%` in a binding's text by that app setting.
 * @throws Error when the setting is missing.
 */
export function resolveSettingNames(text: string, settings: Settings): string {
  return text.replace(/%([^%]+)%/g, (_, name: string) => {
    const value = settings[name];
    if (value === undefined)
      throw new Error(`"${text}" names the app setting ${name}, which is not set. Set it in the environment.`);
    return value;
  });
}
