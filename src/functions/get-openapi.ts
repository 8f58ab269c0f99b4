import type { HttpResponseInit } from '@azure/functions';
import { openApiDocument } from '../http/openapi.ts';

let memo: string | undefined;

/** `GET openapi.json`: the API's description, made of the schemas that this very process validates with. */
export async function getOpenApi(): Promise<HttpResponseInit> {
  memo ??= JSON.stringify(openApiDocument());
  return { status: 200, headers: { 'Content-Type': 'application/json' }, body: memo };
}
