/** What is wrong with one part of a request. */
export interface FieldError {
  /** JSON pointer into the body; `path:{name}`, `header:{name}` or `query:{name}` for what is not in it. */
  pointer: string;
  detail: string;
}
