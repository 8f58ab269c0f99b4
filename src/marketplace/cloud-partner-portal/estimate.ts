const UNIT_SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** Reads the upper bound of an estimate such as `< 15 min` or `~2-5 days`, in seconds. */
export function readEstimateSeconds(text: string | undefined): number | undefined {
  const match = /(\d+(?:\.\d+)?)\s*(sec|min|hour|hr|day|week)/i.exec(text ?? '');
  // "> 30 minutes" bounds it from below only.
  if (match === null || /^\s*>/.test(text ?? '')) return undefined;
  const seconds = UNIT_SECONDS[match[2]?.charAt(0).toLowerCase() ?? ''];
  return seconds === undefined ? undefined : Math.round(Number(match[1]) * seconds);
}
