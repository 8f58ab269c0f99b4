/** The operations of one offer in the order in which they came; the first holds the lane. */
export type Line = readonly string[];

export interface Place {
  /** 0 holds the lane; 1 is next. */
  position: number;
  /** The operation that holds the lane. */
  holder: string;
}

/** Takes a place at the end, or keeps the one it has: entered twice is entered once. */
export function enterLane(line: Line, operationId: string): { line: Line; place: Place } {
  const entered = line.includes(operationId) ? line : [...line, operationId];
  return { line: entered, place: { position: entered.indexOf(operationId), holder: line[0] ?? operationId } };
}

/** Gives the place up. `next` is who holds the lane now, if somebody came to hold it by this. */
export function leaveLane(line: Line, operationId: string): { line: Line; next?: string } {
  const left = line.filter((id) => id !== operationId);
  return line[0] === operationId && left[0] !== undefined ? { line: left, next: left[0] } : { line: left };
}
