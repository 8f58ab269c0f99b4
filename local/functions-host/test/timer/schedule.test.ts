import { parseSchedule } from '../../timer/schedule.ts';

describe('a timer schedule', () => {
  const next = (schedule: string, after: string) => parseSchedule(schedule).next(new Date(after)).toISOString();

  test.each([
    ['*/10 * * * * *', '2026-01-01T00:00:00.500Z', '2026-01-01T00:00:10.000Z'],
    ['0 */5 * * * *', '2026-01-01T00:00:00Z', '2026-01-01T00:05:00.000Z'],
    ['0 0 * * * *', '2026-01-01T23:30:00Z', '2026-01-02T00:00:00.000Z'],
    ['0 30 9 * * 1-5', '2026-01-02T09:30:00Z', '2026-01-05T09:30:00.000Z'],
    ['0 30 9 * Jan Mon', '2026-01-27T00:00:00Z', '2027-01-04T09:30:00.000Z'],
    ['0 0 0 29 2 *', '2026-01-01T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['0 0 0 13 * Fri', '2026-01-01T00:00:00Z', '2026-02-13T00:00:00.000Z'],
    ['5,7 1/30 2 * * *', '2026-01-01T02:01:05Z', '2026-01-01T02:01:07.000Z'],
    ['5,7 1/30 2 * * *', '2026-01-01T02:01:07Z', '2026-01-01T02:31:05.000Z'],
    ['15 3 * * *', '2026-01-01T00:00:00Z', '2026-01-01T03:15:00.000Z'],
    ['01:30:00', '2026-01-01T00:00:00Z', '2026-01-01T01:30:00.000Z'],
    ['1.00:00:00', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00.000Z'],
  ])('%s after %s is %s', (schedule, after, expected) => {
    expect(next(schedule, after)).toBe(expected);
  });

  test.each([
    '',
    '* * * *',
    '60 * * * * *',
    '0 0 0 32 * *',
    '0 5-1 * * * *',
    '0 */0 * * * *',
    '0 0 0 * Foo *',
    '0 0 0 1-2-3 * *',
  ])('refuses "%s"', (schedule) => {
    expect(() => parseSchedule(schedule)).toThrow(/NCRONTAB|no schedule/);
  });

  test('refuses a day that never comes', () => {
    expect(() => next('0 0 0 30 2 *', '2026-01-01T00:00:00Z')).toThrow('never comes');
  });
});
