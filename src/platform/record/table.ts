/** The columns of a row: texts alone, so that no number changes its type on the way. */
export type Columns = Readonly<Record<string, string>>;

export interface Row {
  rowKey: string;
  /** Changes whenever the row does. */
  etag: string;
  columns: Columns;
}

/** One part of a transaction. `replace` wants the row as it was read; `put` writes it whatever is there. */
export type Change =
  | { kind: 'insert' | 'put'; rowKey: string; columns: Columns }
  | { kind: 'replace'; rowKey: string; columns: Columns; etag: string }
  | { kind: 'delete'; rowKey: string };

export interface RangeQuery {
  /** The first key that belongs to it, and the first that does not. */
  from: string;
  to: string;
  /** At most so many rows come back, by one request; at most 1,000. */
  top: number;
  /** Columns that have one of these texts. */
  where?: Readonly<Record<string, readonly string[]>>;
  /** That of the page before. */
  continuation?: string | undefined;
}

export interface Range {
  rows: Row[];
  /** There may be more. A page may be short, or empty, and still have it. */
  continuation?: string;
}

/**
 * A table as the record needs it (Azure Table Storage): strongly consistent, rows of a partition in the order of their
 * keys, one transaction over at most 100 rows of one partition. Every call ends within ten seconds or throws.
 */
export interface Table {
  get(partition: string, rowKey: string): Promise<Row | undefined>;
  /** All of it or nothing. `conflict`: a row that was to be inserted is there, or one to be replaced is not as it was read. */
  change(partition: string, changes: readonly Change[]): Promise<'changed' | 'conflict'>;
  range(partition: string, query: RangeQuery): Promise<Range>;
}

/** The table is away, or refuses us: nothing was learnt, and what was to be written may have been. */
export class RecordUnavailable extends Error {
  override readonly name = 'RecordUnavailable';
  readonly code = 'RecordUnavailable';
}

/** The rows of a whole partition, or of a part of it, page by page; where it is asked, those whose columns have one of these texts. */
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

/** The record is away, rather than something being wrong with what was asked of it. */
export function isRecordAway(error: unknown): boolean {
  return error instanceof RecordUnavailable;
}
