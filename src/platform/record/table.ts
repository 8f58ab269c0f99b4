/** The columns of a row: texts alone, so that no number changes its type on the way. */
export type Columns = Readonly<Record<string, string>>;

export interface Row {
  rowKey: string;
  /** Changes whenever the row does. */
  etag: string;
  columns: Columns;
}

/** One part of a transaction. `replace` requires the row as it was read; `put` writes it in any case. */
export type Change =
  | { kind: 'insert' | 'put'; rowKey: string; columns: Columns }
  | { kind: 'replace'; rowKey: string; columns: Columns; etag: string }
  | { kind: 'delete'; rowKey: string };

export interface RangeQuery {
  /** The first key that belongs to it, and the first that does not. */
  from: string;
  to: string;
  /** The most rows to return, from a single request; at most 1,000. */
  top: number;
  /** For each of these columns, the texts that it may have. */
  where?: Readonly<Record<string, readonly string[]>>;
  /** The continuation from the previous page. */
  continuation?: string | undefined;
}

export interface Range {
  rows: Row[];
  /** Present when there may be more rows. A page can be short, or empty, and still have it. */
  continuation?: string;
}

/**
 * A table as the record needs it (Azure Table Storage): strongly consistent, rows of a partition in the order of their
 * keys, one transaction over at most 100 rows of one partition. Every call ends within ten seconds or throws.
 */
export interface Table {
  get(partition: string, rowKey: string): Promise<Row | undefined>;
  /** Changes all rows or none. `conflict`: a row to insert exists, or a row to replace is no longer as it was read. */
  change(partition: string, changes: readonly Change[]): Promise<'changed' | 'conflict'>;
  range(partition: string, query: RangeQuery): Promise<Range>;
}

/** The table is away, or refuses us: nothing was learnt, and a write may have happened. */
export class RecordUnavailable extends Error {
  override readonly name = 'RecordUnavailable';
  readonly code = 'RecordUnavailable';
}

/** The rows of a partition, or of a range in it, page by page; with `where`, only those with one of the given texts. */
export async function* rowsOf(
  table: Table,
  partition: string,
  from: string,
  to: string,
  where: NonNullable<RangeQuery['where']> = {},
): AsyncGenerator<Row[]> {
  let continuation: string | undefined;
  do {
    const page: Range = await table.range(partition, { from, to, top: 1000, where, continuation });
    yield page.rows;
    continuation = page.continuation;
  } while (continuation !== undefined);
}

/** Whether the record is away, rather than the request to it being wrong. */
export function isRecordAway(error: unknown): boolean {
  return error instanceof RecordUnavailable;
}
