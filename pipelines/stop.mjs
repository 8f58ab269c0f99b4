/** Ends the job: a code, what happened, and what to do about it. */
export class Stop extends Error {
  constructor(code, message, remedy) {
    super(message);
    this.code = code;
    this.remedy = remedy;
  }

  /** All of it on one line: the last one that the job prints. */
  get line() {
    return `${this.code}: ${sentence(this.message)} ${sentence(this.remedy)}`;
  }
}

function sentence(text) {
  return text.trim().replace(/[.\s]*$/, '.');
}
