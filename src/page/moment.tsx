import type { Catalogue } from './english.ts';
import type { Language } from './language.ts';

const formats = new Map<Language, Intl.DateTimeFormat>();

/** A moment, in UTC; the page's script shows it in the reader's own time zone. */
export function Moment({ at, language }: { at: string; language: Language }) {
  return <time dateTime={at}>{`${formatOf(language).format(new Date(at))} UTC`}</time>;
}

/** Cached, because creating one takes longer than rendering a whole page. */
function formatOf(language: Language): Intl.DateTimeFormat {
  const known = formats.get(language);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
  formats.set(language, made);
  return made;
}

/** A duration by its two greatest units. */
export function durationText(seconds: number, say: Catalogue): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts: [number, string][] = [
    [Math.floor(whole / 86_400), say.unitDay],
    [Math.floor((whole % 86_400) / 3600), say.unitHour],
    [Math.floor((whole % 3600) / 60), say.unitMinute],
    [whole % 60, say.unitSecond],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) return `0 ${say.unitSecond}`;
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

export function secondsBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 1000;
}
