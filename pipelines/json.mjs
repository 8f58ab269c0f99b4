/** The object in a JSON text; undefined when the text is not a JSON object. */
export function parseObject(text) {
  try {
    return objectOrNothing(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function objectOrNothing(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}

/** Explains to its author why a text is not a JSON object; undefined when it is one. */
export function objectFault(text) {
  try {
    return objectOrNothing(JSON.parse(text)) ? undefined : 'it holds another kind of value';
  } catch (error) {
    const quotes = text.includes("'") && !text.includes('"') ? '; JSON wants double quotes around names and texts' : '';
    return `${error.message}${quotes}`;
  }
}
