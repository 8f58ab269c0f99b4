/** Ends the job, with a code, what happened, what to do about it, and the exit code (exit-codes.mjs). */
export class Stop extends Error {
  constructor(code, message, remedy, exitCode) {
    super(message);
    this.code = code;
    this.remedy = remedy;
    this.exitCode = exitCode;
  }

  /** All of it on one line, the last that the job prints. */
  get line() {
    return `${this.code}: ${sentences(this.message, this.remedy)}`;
  }
}

/** Joins texts into sentences, each with a full stop. */
export function sentences(...texts) {
  return texts.flatMap((text) => (text?.trim() ? [text.trim().replace(/[.\s]*$/, '.')] : [])).join(' ');
}
