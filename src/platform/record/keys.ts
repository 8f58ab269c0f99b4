import { createHash } from 'node:crypto';

/** One partition for all that belongs to operations, so that a transaction can change everything of an operation. */
export const OPERATIONS = 'op';

/** The partition of messages that can never be requests. */
export const REJECTED = 'rejected';

/** What sorts after every continuation of a prefix that ends in "|". */
const AFTER = '}';
const LATEST = 9_999_999_999_999;

export const operationKey = (id: string) => `o|${id}`;
export const checkpointKey = (id: string) => `s|${id}`;
export const activeKey = (id: string) => `a|${id}`;
export const transitionKey = (id: string, sequence: number) => `t|${id}|${String(sequence).padStart(10, '0')}`;
export const ticketKey = (id: string, attempt: number) => `p|${id}|${String(attempt).padStart(4, '0')}`;
export const wishKey = (id: string, wish: string) => `w|${id}|${wish}`;

export const ALL_ACTIVE = range('a|');
export const transitionsOf = (id: string) => range(`t|${id}|`);
export const ticketsOf = (id: string) => range(`p|${id}|`);
export const wishesOf = (id: string) => range(`w|${id}|`);

export interface KeyRange {
  from: string;
  to: string;
}

/** The operations in a list: all, a publisher's or an offer's. Ids are the same in upper and lower case. */
export interface ListScope {
  publisherId?: string | undefined;
  offerId?: string | undefined;
}

/** An operation's row in each list, newest first. */
export function listKeys(publisherId: string, offerId: string, createdAt: number, id: string): string[] {
  const scopes = [{}, { publisherId }, { publisherId, offerId }];
  return scopes.map((scope) => `${listPrefix(scope)}${inverse(createdAt)}|${id}`);
}

/** A list, or the part of it that was created at a moment or after it. */
export function listRange(scope: ListScope, since?: number): KeyRange {
  const prefix = listPrefix(scope);
  return since === undefined ? range(prefix) : { from: prefix, to: `${prefix}${inverse(since)}${AFTER}` };
}

/** The columns for labels, because a table cannot use names that callers choose. */
export function labelColumns(labels: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).map(([name, text]) => [labelColumn(name), text]));
}

/** The column texts of a row with all of these labels. */
export function withLabels(labels?: Readonly<Record<string, string>>): Record<string, [string]> {
  return Object.fromEntries(Object.entries(labelColumns(labels)).map(([column, text]) => [column, [text]]));
}

function labelColumn(name: string): string {
  return `label_${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
}

/** The part of the list of all operations that holds those created before a moment. */
export function listBefore(createdAt: number): KeyRange {
  return { ...listRange({}), from: `${listPrefix({})}${inverse(createdAt)}` };
}

/** A rejection by its id, which only one delivery of the message can write. */
export const rejectionKey = (id: string) => `i|${id}`;

/** A rejection in the list, newest first. */
export const rejectionListKey = (rejectedAt: number, id: string) => `l|${inverse(rejectedAt)}|${id}`;

/** The list of rejections, or the part of it from a moment on. */
export function rejectionsSince(since?: number): KeyRange {
  return since === undefined ? range('l|') : { from: 'l|', to: `l|${inverse(since)}${AFTER}` };
}

/** The part of that list that was rejected before a moment. */
export function rejectionsBefore(moment: number): KeyRange {
  return { ...range('l|'), from: `l|${inverse(moment)}${AFTER}` };
}

/** The name of an idempotency key. It is scoped to the offer: two offers may use the same build number as their key. */
export function keyName(publisherId: string, offerId: string, key: string): string {
  const text = JSON.stringify([publisherId.toLowerCase(), offerId.toLowerCase(), key]);
  return createHash('sha256').update(text).digest('hex');
}

/** Keys are spread over partitions, because every request writes one. */
export function keyPartition(name: string): string {
  return `key-${name.slice(0, 1)}`;
}

export const KEY_PARTITIONS = [...'0123456789abcdef'].map(keyPartition);
/** Every row of such a partition. */
export const ALL_KEYS: KeyRange = { from: '0', to: 'g' };

function listPrefix({ publisherId, offerId }: ListScope): string {
  if (publisherId === undefined) return 'la|';
  const publisher = publisherId.toLowerCase();
  return offerId === undefined ? `lp|${publisher}|` : `lo|${publisher}|${offerId.toLowerCase()}|`;
}

function inverse(createdAt: number): string {
  return String(LATEST - createdAt).padStart(13, '0');
}

function range(prefix: string): KeyRange {
  return { from: prefix, to: `${prefix}${AFTER}` };
}
