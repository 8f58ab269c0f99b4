/** The orchestration cannot continue as its function asks; the message becomes part of its output. */
export class ReplayError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ReplayError';
  }
}

/** The function's decisions do not match its history; the message becomes its output. */
export class NonDeterminismError extends Error {
  constructor(details: string) {
    super(`Non-Deterministic workflow detected: ${details}`);
    this.name = 'NonDeterminismError';
  }
}
