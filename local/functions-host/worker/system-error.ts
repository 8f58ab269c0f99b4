/** Marks an error as the worker's own; `@azure/functions` checks for the mark. */
export function systemError<E extends Error>(error: E): E {
  return Object.assign(error, { isAzureFunctionsSystemError: true });
}
