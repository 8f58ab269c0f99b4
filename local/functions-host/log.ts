export const LOG_LEVELS = ['trace', 'debug', 'information', 'warning', 'error', 'critical', 'none'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** Writes one line, unless it is below its category's level. */
export type Log = (level: LogLevel, category: string, message: string) => void;

/** Least level per category prefix, as in `logging.logLevel` of host.json. */
export type LogLevels = Record<string, LogLevel>;

/** Parses a log level in any spelling that host.json allows. */
export function parseLogLevel(text: string): LogLevel | undefined {
  const name = text.toLowerCase();
  return LOG_LEVELS.find((level) => level === name);
}

/** A log that writes lines of time, level, category and message; the longest matching category prefix decides. */
export function createLog(levels: LogLevels, write: (line: string) => void): Log {
  const prefixes = Object.entries(levels).sort(([a], [b]) => b.length - a.length);
  const leastOf = (category: string) =>
    prefixes.find(([prefix]) => category === prefix || category.startsWith(`${prefix}.`))?.[1] ??
    levels['default'] ??
    'information';
  return (level, category, message) => {
    if (LOG_LEVELS.indexOf(level) < LOG_LEVELS.indexOf(leastOf(category)) || level === 'none') return;
    write(`${new Date().toISOString().slice(11, 23)} ${level} ${category}: ${message}\n`);
  };
}
