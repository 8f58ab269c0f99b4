import { resolveSettingNames, type Settings } from '../app-settings.ts';
import { functionsTriggeredBy, type TriggeredFunction } from '../bindings.ts';
import type { FunctionInvoker, FunctionMetadata } from '../invocation.ts';
import type { Log } from '../log.ts';
import { parseSchedule, type Schedule } from './schedule.ts';
import type { ScheduleMonitor, ScheduleStatus } from './schedule-monitor.ts';

export interface TimerContext {
  invoker: FunctionInvoker;
  settings: Settings;
  monitor: ScheduleMonitor;
  log: Log;
}

/** Stops a timer; a run in progress continues. */
export type StopTimer = () => void;

/** The longest delay that setTimeout accepts. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;
/** As in Azure, timers that run more often than this are not monitored. */
const MIN_MONITORED_MS = 60_000;

/** Starts the app's timer triggers; one that cannot start is logged with the reason, and the others run. */
export async function startTimers(functions: FunctionMetadata[], context: TimerContext): Promise<StopTimer[]> {
  const started = functionsTriggeredBy(functions, 'timerTrigger').map(async (target) => {
    try {
      return [await startTimer(target, context)];
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      context.log('error', `Function.${target.metadata.name}`, `The trigger cannot start: ${why}`);
      return [];
    }
  });
  return (await Promise.all(started)).flat();
}

async function startTimer({ metadata, trigger }: TriggeredFunction, context: TimerContext): Promise<StopTimer> {
  const { invoker, settings, monitor, log } = context;
  const { binding } = trigger;
  const schedule = parseSchedule(resolveSettingNames(String(binding['schedule'] ?? ''), settings));
  const isMonitored = binding['useMonitor'] !== false && intervalMs(schedule) >= MIN_MONITORED_MS;
  let status = isMonitored ? await monitor.read(metadata.name) : undefined;
  let timeout: NodeJS.Timeout | undefined;
  let stopped = false;

  async function run(isPastDue: boolean): Promise<void> {
    const timer = { Schedule: { AdjustForDST: true }, ScheduleStatus: status, IsPastDue: isPastDue };
    const inputData = [{ name: trigger.name, data: { json: JSON.stringify(timer) } }];
    // A failed run is already in the log, and the next run happens regardless.
    await invoker.invoke({ functionName: metadata.name, inputData, triggerMetadata: {} }).catch(() => {});
    await keepStatus(new Date());
  }

  async function keepStatus(last: Date): Promise<void> {
    status = statusOf(schedule, last);
    if (!isMonitored) return;
    await monitor.write(metadata.name, status).catch((error: Error) => {
      log('warning', `Function.${metadata.name}`, `The timer's next run could not be saved: ${error.message}`);
    });
  }

  function wait(until: Date): void {
    if (stopped) return;
    const rest = until.getTime() - Date.now();
    if (rest <= 0) void run(false).then(() => wait(schedule.next(new Date())));
    else timeout = setTimeout(() => wait(until), Math.min(rest, MAX_TIMEOUT_MS));
  }

  const isPastDue = status !== undefined && Date.parse(status.Next) < Date.now();
  const due = !isPastDue && status ? new Date(status.Next) : schedule.next(new Date());
  if (isPastDue || binding['runOnStartup'] === true) void run(isPastDue).then(() => wait(schedule.next(new Date())));
  else {
    if (!status) await keepStatus(new Date());
    wait(due);
  }
  return () => {
    stopped = true;
    clearTimeout(timeout);
  };
}

function statusOf(schedule: Schedule, last: Date): ScheduleStatus {
  const now = last.toISOString();
  return { Last: now, Next: schedule.next(last).toISOString(), LastUpdated: now };
}

function intervalMs(schedule: Schedule): number {
  const first = schedule.next(new Date());
  return schedule.next(first).getTime() - first.getTime();
}
