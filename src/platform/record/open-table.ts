import type { TableClient, TransactionAction } from '@azure/data-tables';
import { azureCredentialFor } from '../azure-credential.ts';
import { restFailure } from '../rest-failure.ts';
import type { RecordSettings } from '../settings.ts';
import { type Change, type Columns, type RangeQuery, RecordUnavailable, type Row, type Table } from './table.ts';

/** The client has no time limit of its own: a server that never answers would hold a call for ever. */
const TIMEOUT_MS = 10_000;
/** Table answers get lost, and a busy partition returns 503: a retry here spares the orchestration one. */
const RETRY_OPTIONS = { maxRetries: 3, retryDelayInMs: 200, maxRetryDelayInMs: 2000 };

type Entity = { rowKey?: string; etag?: string } & Record<string, unknown>;

/** Names that columns cannot have, because the service adds these members itself. */
const OWN = new Set(['partitionKey', 'rowKey', 'etag', 'timestamp', 'odata.metadata']);

/** Opens the record's table; no request is made before the first call. */
export async function openTable({ table, storage }: RecordSettings): Promise<Table> {
  const client = await openClient(table, storage);
  return tableOf(client);
}

async function openClient(table: string, storage: RecordSettings['storage']): Promise<TableClient> {
  const { TableClient } = await import('@azure/data-tables');
  if (storage.kind === 'connection-string') {
    const allowInsecureConnection = /(TableEndpoint|DefaultEndpointsProtocol)=http(:|;|$)/i.test(storage.value);
    const options = { retryOptions: RETRY_OPTIONS, allowInsecureConnection };
    return TableClient.fromConnectionString(storage.value, table, options);
  }
  const { serviceUri, clientId } = storage;
  return new TableClient(serviceUri, table, await azureCredentialFor(clientId), { retryOptions: RETRY_OPTIONS });
}

function tableOf(client: TableClient): Table {
  return {
    get: (partition, rowKey) =>
      ask(client, async (abortSignal) => {
        try {
          return toRow(await client.getEntity<Entity>(partition, rowKey, { abortSignal }));
        } catch (error) {
          if (isMissingRow(error)) return undefined;
          throw error;
        }
      }),
    change: (partition, changes) =>
      ask(client, async (abortSignal) => {
        const [first, ...others] = changes;
        try {
          // A single row needs no transaction, which would be slower, and callers wait for their key to be claimed.
          if (first?.kind === 'insert' && others.length === 0)
            await client.createEntity(entityOf(partition, first), { abortSignal });
          else
            await client.submitTransaction(
              changes.map((change) => toAction(partition, change)),
              { abortSignal },
            );
          return 'changed';
        } catch (error) {
          if (isConflict(error)) return 'conflict';
          throw error;
        }
      }),
    range: (partition, query) =>
      ask(client, async (abortSignal) => {
        const pages = client
          .listEntities<Entity>({ queryOptions: { filter: filterOf(partition, query) }, abortSignal })
          .byPage({
            maxPageSize: query.top,
            ...(query.continuation !== undefined && { continuationToken: query.continuation }),
          });
        const { value: page = [] } = await pages.next();
        const { continuationToken: continuation } = page as { continuationToken?: string };
        return { rows: [...page].map(toRow), ...(continuation !== undefined && { continuation }) };
      }),
  };
}

/** Makes a call within the time limit. If the deployment did not create the table, it is created when found missing. */
async function ask<T>(client: TableClient, call: (abortSignal: AbortSignal) => Promise<T>): Promise<T> {
  try {
    return await call(AbortSignal.timeout(TIMEOUT_MS)).catch(async (error) => {
      if (!says(error, 'TableNotFound')) throw error;
      await client.createTable({ abortSignal: AbortSignal.timeout(TIMEOUT_MS) });
      return call(AbortSignal.timeout(TIMEOUT_MS));
    });
  } catch (error) {
    const { status, message } = restFailure(error);
    const advice =
      status === 403 ? ' Give the identity of the app the role Storage Table Data Contributor on the account.' : '';
    throw new RecordUnavailable(`The record's table could not be used. ${message}${advice}`, { cause: error });
  }
}

function toAction(partition: string, change: Change): TransactionAction {
  switch (change.kind) {
    case 'insert':
      return ['create', entityOf(partition, change)];
    case 'put':
      return ['upsert', entityOf(partition, change), 'Replace'];
    case 'replace':
      return ['update', entityOf(partition, change), 'Replace', { etag: change.etag }];
    case 'delete':
      return ['delete', { partitionKey: partition, rowKey: change.rowKey }];
  }
}

function entityOf(partitionKey: string, { rowKey, columns }: Exclude<Change, { kind: 'delete' }>) {
  return { partitionKey, rowKey, ...columns };
}

function toRow({ rowKey = '', etag = '', ...entity }: Entity): Row {
  const columns: Record<string, string> = {};
  for (const [name, value] of Object.entries(entity)) {
    if (!OWN.has(name) && typeof value === 'string') columns[name] = value;
  }
  return { rowKey, etag, columns: columns satisfies Columns };
}

function filterOf(partition: string, { from, to, where = {} }: RangeQuery): string {
  const some = Object.entries(where).map(
    ([column, texts]) => `(${texts.map((text) => `${column} eq ${quoted(text)}`).join(' or ')})`,
  );
  return [`PartitionKey eq ${quoted(partition)}`, `RowKey lt ${quoted(to)}`, `RowKey ge ${quoted(from)}`, ...some].join(
    ' and ',
  );
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function isMissingRow(error: unknown): boolean {
  return restFailure(error).status === 404 && !says(error, 'TableNotFound');
}

/** 404: the row to be replaced or deleted is gone. */
function isConflict(error: unknown): boolean {
  const { status } = restFailure(error);
  return status === 409 || status === 412 || (status === 404 && !says(error, 'TableNotFound'));
}

/** The service's code is in the message's body; the client shows it in different places for single calls and transactions. */
function says(error: unknown, code: string): boolean {
  return restFailure(error).detail.includes(code) || JSON.stringify(error)?.includes(code) === true;
}
