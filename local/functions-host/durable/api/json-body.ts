import { type ApiResponse, problem, wentWrong } from './exchange.ts';

/** Whether the text is JSON. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The answer to a body that is not JSON. */
export function invalidJson(): ApiResponse {
  const message = 'The body could not be read as JSON.';
  return problem(400, 'Invalid JSON content', { type: 'Newtonsoft.Json.JsonReaderException', message });
}

/** The same for a start. Truncated JSON is a different kind of error there, which the extension does not expect. */
export function invalidInput(body: string): ApiResponse {
  if (!body.trimStart().startsWith('{') || body.includes('}')) return invalidJson();
  const message = 'Unexpected end when reading JSON.';
  return wentWrong({ type: 'Newtonsoft.Json.JsonSerializationException', message });
}
