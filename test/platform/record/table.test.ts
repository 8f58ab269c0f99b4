import { openTable } from '../../../src/platform/record/open-table.ts';
import { rowsOf, type Table } from '../../../src/platform/record/table.ts';
import { memoryTable } from './memory-table.ts';

/** The tests' own table, and one of the storage account that the Jest run started. */
const TABLES: [string, () => Promise<Table>][] = [
  ['in memory', async () => memoryTable()],
  [
    'of a storage account',
    () =>
      openTable({
        table: `t${Date.now()}${process.pid}`,
        storage: { kind: 'connection-string', value: process.env['LOCAL_STORAGE'] ?? '' },
      }),
  ],
];

describe.each(TABLES)('a table %s', (_name, open) => {
  let table: Table;
  beforeAll(async () => {
    table = await open();
  });

  test('has no row that nobody wrote, and is made when it is missed', async () => {
    expect(await table.get('op', 'a')).toBeUndefined();
  });

  test('keeps what was inserted, letter by letter, and inserts it once', async () => {
    const columns = { text: "it's 100 % – \u{1f600} | ü", empty: '' };

    expect(await table.change('insert', [{ kind: 'insert', rowKey: 'a|1', columns }])).toBe('changed');
    expect(await table.change('insert', [{ kind: 'insert', rowKey: 'a|1', columns: { text: 'other' } }])).toBe(
      'conflict',
    );
    expect(await table.get('insert', 'a|1')).toMatchObject({ rowKey: 'a|1', columns });
  });

  test('replaces a row only as it was read', async () => {
    await table.change('replace', [{ kind: 'put', rowKey: 'a', columns: { n: '1', gone: 'x' } }]);
    const read = await table.get('replace', 'a');
    const etag = read?.etag ?? '';

    expect(await table.change('replace', [{ kind: 'replace', rowKey: 'a', columns: { n: '2' }, etag }])).toBe(
      'changed',
    );
    expect(await table.change('replace', [{ kind: 'replace', rowKey: 'a', columns: { n: '3' }, etag }])).toBe(
      'conflict',
    );
    expect((await table.get('replace', 'a'))?.columns).toEqual({ n: '2' });
  });

  test('does all of a transaction or nothing', async () => {
    await table.change('all', [{ kind: 'put', rowKey: 'there', columns: { n: '1' } }]);

    const changed = await table.change('all', [
      { kind: 'put', rowKey: 'new', columns: { n: '1' } },
      { kind: 'insert', rowKey: 'there', columns: { n: '2' } },
    ]);

    expect(changed).toBe('conflict');
    expect(await table.get('all', 'new')).toBeUndefined();
  });

  test('deletes what is there, and says when it is not', async () => {
    await table.change('delete', [{ kind: 'put', rowKey: 'a', columns: {} }]);

    expect(await table.change('delete', [{ kind: 'delete', rowKey: 'a' }])).toBe('changed');
    expect(await table.change('delete', [{ kind: 'delete', rowKey: 'a' }])).toBe('conflict');
  });

  test('lists a range in the order of its keys, page by page, and filters it', async () => {
    const keys = ['l|1', 'l|2', 'l|3', 'l|4', 'l|5'];
    await table.change(
      'range',
      [...keys, 'm|1'].map((rowKey, index) => ({ kind: 'put', rowKey, columns: { odd: String(index % 2) } })),
    );

    const first = await table.range('range', { from: 'l|', to: 'l|}', top: 2 });
    const second = await table.range('range', { from: 'l|', to: 'l|}', top: 2, continuation: first.continuation });
    const odd = await table.range('range', { from: 'l|', to: 'l|}', top: 10, where: { odd: ['1'] } });
    const all: string[] = [];
    for await (const rows of rowsOf(table, 'range', 'l|', 'l|}')) all.push(...rows.map(({ rowKey }) => rowKey));

    expect(first.rows.map(({ rowKey }) => rowKey)).toEqual(['l|1', 'l|2']);
    expect(second.rows.map(({ rowKey }) => rowKey)).toEqual(['l|3', 'l|4']);
    expect(odd.rows.map(({ rowKey }) => rowKey)).toEqual(['l|2', 'l|4']);
    expect(odd.continuation).toBeUndefined();
    expect(all).toEqual(keys);
  });

  test('lets one of forty racing inserts win', async () => {
    const racing = Array.from({ length: 40 }, (_, n) =>
      table.change('race', [{ kind: 'insert', rowKey: 'one', columns: { n: String(n) } }]),
    );

    expect((await Promise.all(racing)).filter((each) => each === 'changed')).toHaveLength(1);
  });
});
