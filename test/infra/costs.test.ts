import { readFileSync } from 'node:fs';
import path from 'node:path';
import { nextLookAt } from '../../src/domain/polling-schedule.ts';
import { ROOT } from './compiled.ts';

// The figures of docs/azure/costs.md against its own formulas.

const PAGE = readFileSync(path.join(ROOT, 'docs', 'azure', 'costs.md'), 'utf8');
const TRANSITIONS = 10;
const GIGABYTES = 2;
const MONTH_SECONDS = 30 * 24 * 3600;

const number = (text: string) => Number(text.replaceAll(',', '').trim());
const cells = (words: string) =>
  PAGE.split('\n')
    .find((line) => line.startsWith(`| ${words}`))
    ?.split('|') ?? [];
const figures = (words: string) => cells(words).slice(3, 6).map(number);

/** The columns of the first table: the duration of a go-live, and the number of looks at the marketplace. */
const COLUMNS = cells('what | formula')
  .slice(3, 6)
  .map((cell) => /(\d+) h: L = ([\d,]+)/.exec(cell) ?? [])
  .map(([, hours = '', looks = '']) => ({ looks: number(looks), reads: 60 * number(hours) }));

const activities = ({ looks }: { looks: number }) => looks + TRANSITIONS + 3;
const seconds = ({ looks, reads }: { looks: number; reads: number }) => looks + TRANSITIONS + reads;

describe('the costs of one go-live', () => {
  test.each([
    ['without a history', undefined, /1 h: L = (\d+) \| 8 h: L = (\d+) \| 79 h: L = ([\d,]+)/],
    ['with one', [0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.4], /L = (\d+), (\d+) and ([\d,]+) when/],
  ])('%s rest on the looks that the schedule makes', (_, shares, shown) => {
    // Prepare
    const bounds = { pollMinSeconds: 30, pollMaxSeconds: 600 };

    // Act
    const looks = [1, 8, 79].map((hours) => {
      const seconds = hours * 3600;
      const past = shares && { durations: shares.map((share) => share * seconds) };
      let now = 0;
      let count = 0;
      for (; now < seconds * 1000; count++)
        now = nextLookAt({ now, startedAt: 0, consecutiveFailures: 0, bounds, ...past });
      return count;
    });

    // Assess
    expect(shown.exec(PAGE)?.slice(1).map(number)).toEqual(looks);
  });

  test.each([
    ['activities', activities],
    ['orchestrator episodes', (one: (typeof COLUMNS)[number]) => activities(one) + one.looks + 3],
    ['status reads', ({ reads }: (typeof COLUMNS)[number]) => reads],
    [
      '**executions**',
      (one: (typeof COLUMNS)[number]) => activities(one) + activities(one) + one.looks + 3 + 4 + one.reads,
    ],
    ['**execution time**', (one: (typeof COLUMNS)[number]) => seconds(one) * GIGABYTES],
  ])('%s are what the formula says', (row, formula) => {
    expect(COLUMNS).toHaveLength(3);
    expect(figures(row)).toEqual(COLUMNS.map(formula));
  });

  test('in storage transactions are what the formula says, to the hundred', () => {
    // Act
    const worked = COLUMNS.map(({ looks, reads }) => 39 * looks + 150 + reads);

    // Assess
    const shown = figures('**storage transactions**');
    expect(shown.map((figure, index) => Math.abs(figure - (worked[index] ?? 0)) < 100)).toEqual([true, true, true]);
  });

  test('in actions of the scheduler are what the formula says', () => {
    // Act
    const actions = COLUMNS.map((one) => 1 + 2 * activities(one) + one.looks + 4);

    // Assess
    const shown = [
      ...cells('Durable Task Scheduler, Consumption')
        .join('')
        .matchAll(/([\d,]+) for \d+ h/g),
    ];
    expect(shown.map(([, figure = '']) => number(figure))).toEqual(actions);
  });
});

describe('the costs of a month', () => {
  test('count the time of instances, of go-lives and of those that are always ready', () => {
    // Prepare
    const eightHours = COLUMNS[1] ?? { looks: 0, reads: 0 };
    const followed = 100 * seconds(eightHours) * GIGABYTES;
    const unfollowed = 100 * seconds({ ...eightHours, reads: 0 }) * GIGABYTES;
    const millions = (instances: number) => ((instances * GIGABYTES * MONTH_SECONDS) / 1e6).toFixed(1);

    // Assess
    expect(cells('execution time, 2 GB instances').join()).toContain(
      `${followed.toLocaleString('en')} GB s; ${unfollowed.toLocaleString('en')} without followers`,
    );
    expect(cells('instances that are always ready').join()).toContain(`${millions(2)} million GB s`);
    expect(cells('instances that are always ready').join()).toContain(`with two of each, ${millions(4)} million;`);
  });
});
