import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';

const Status = z.object({ Last: z.iso.datetime(), Next: z.iso.datetime(), LastUpdated: z.iso.datetime() });

/** When a timer last ran and next runs, as the host stores it and passes it to the function. */
export type ScheduleStatus = z.infer<typeof Status>;

/** Remembers timers across restarts, one small file each. */
export interface ScheduleMonitor {
  read(functionName: string): Promise<ScheduleStatus | undefined>;
  write(functionName: string, status: ScheduleStatus): Promise<void>;
}

export function scheduleMonitor(directory: string): ScheduleMonitor {
  const fileOf = (functionName: string) => path.join(directory, `${functionName}.json`);
  return {
    async read(functionName) {
      const text = await readFile(fileOf(functionName), 'utf8').catch(() => undefined);
      return text === undefined ? undefined : Status.parse(JSON.parse(text));
    },
    async write(functionName, status) {
      await mkdir(directory, { recursive: true });
      const file = fileOf(functionName);
      await writeFile(`${file}.tmp`, JSON.stringify(status));
      await rename(`${file}.tmp`, file);
    },
  };
}
