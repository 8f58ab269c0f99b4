import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { type LogLevels, parseLogLevel } from './log.ts';
import { parseTimeSpanMs } from './time-span.ts';

const timeSpanMs = z.string().transform((text, context) => {
  const ms = parseTimeSpanMs(text);
  if (ms !== undefined) return ms;
  context.addIssue(`wants a time span such as 00:05:00, got "${text}"`);
  return z.NEVER;
});

const logLevel = z.string().transform((text, context) => {
  const level = parseLogLevel(text);
  if (level !== undefined) return level;
  context.addIssue(`wants a log level such as Information, got "${text}"`);
  return z.NEVER;
});

// Members that this host does not use are ignored: host.json is written for Azure first.
const HostJson = z.object({
  extensions: z
    .object({
      http: z.object({ routePrefix: z.string().optional() }).optional(),
      serviceBus: z
        .object({
          maxConcurrentCalls: z.int().min(1).optional(),
          maxAutoLockRenewalDuration: timeSpanMs.optional(),
          autoCompleteMessages: z.boolean().optional(),
        })
        .optional(),
      durableTask: z.record(z.string(), z.unknown()).optional(),
    })
    .optional(),
  logging: z.object({ logLevel: z.record(z.string(), logLevel).optional() }).optional(),
});

/** What this host reads from host.json. */
export interface HostSettings {
  routePrefix: string;
  serviceBus: {
    maxConcurrentCalls?: number | undefined;
    maxAutoLockRenewalDuration?: number | undefined;
    autoCompleteMessages?: boolean | undefined;
  };
  durableTask: Record<string, unknown>;
  logLevels: LogLevels;
}

/**
 * Reads host.json of the app's directory.
 * @throws Error when the file is missing, is not JSON, or has a member of the wrong type.
 */
export async function readHostJson(appDir: string): Promise<HostSettings> {
  const file = path.join(appDir, 'host.json');
  const parsed = HostJson.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  const { extensions, logging } = parsed.data;
  return {
    routePrefix: extensions?.http?.routePrefix ?? 'api',
    serviceBus: extensions?.serviceBus ?? {},
    durableTask: extensions?.durableTask ?? {},
    logLevels: logging?.logLevel ?? {},
  };
}
