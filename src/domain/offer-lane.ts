import type { Instant } from './instant.ts';

/** An operation in the lane, and when it was accepted. */
export interface Entry {
  readonly operationId: string;
  readonly acceptedAt: Instant;
}

/** The operations of one offer: the first holds the lane, the others wait in the order in which they were accepted. */
export type Line = readonly Entry[];

export interface Place {
  /** 0 holds the lane; 1 is next. */
  position: number;
  /** The operation that holds the lane. */
  holder: string;
}

/**
 * Takes a place, or keeps the one it has: entering twice has no further effect. Operations enter when they are ready,
 * which may be a moment earlier for an orchestration on another partition, so the time of acceptance decides among
 * those that wait. The holder keeps the lane.
 */
export function enterLane(line: Line, entry: Entry): { line: Line; place: Place } {
  const [holder = entry, ...waiting] = line;
  const entered = isIn(line, entry.operationId)
    ? line
    : line.length === 0
      ? [entry]
      : [holder, ...[...waiting, entry].toSorted(byAcceptance)];
  const position = entered.findIndex(({ operationId }) => operationId === entry.operationId);
  return { line: entered, place: { position, holder: holder.operationId } };
}

/** Gives the place up. `next` is the operation that became holder by this, if any. */
export function leaveLane(line: Line, operationId: string): { line: Line; next?: string } {
  const left = line.filter((entry) => entry.operationId !== operationId);
  const [next] = left;
  return line[0]?.operationId === operationId && next ? { line: left, next: next.operationId } : { line: left };
}

function isIn(line: Line, operationId: string): boolean {
  return line.some((entry) => entry.operationId === operationId);
}

/** The id decides between two of one millisecond, so that every order of entering gives the same line. */
function byAcceptance(a: Entry, b: Entry): number {
  return a.acceptedAt - b.acceptedAt || (a.operationId < b.operationId ? -1 : 1);
}
