/** The orchestration cannot go on as its function asks; the message becomes its output. */
export class ReplayError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ReplayError';
  }
}
