import { execFile } from 'node:child_process';
import path from 'node:path';

/** A pipeline job that has ended: its exit code, and its last line without the timestamp. */
export interface Job {
  code: number;
  last: string;
}

/** Runs the pipelines' script as a build agent does. */
export function runJob(env: Record<string, string>): Promise<Job> {
  return new Promise((resolve) => {
    execFile(process.execPath, [path.resolve('pipelines/go-live.mjs')], { env }, (error, stdout, stderr) => {
      const [last = ''] = `${stdout}${stderr}`.trim().split('\n').slice(-1);
      resolve({ code: Number(error?.code ?? 0), last: last.replace(/^\S+Z {2}/, '') });
    });
  });
}
