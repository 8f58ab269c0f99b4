import { randomUUID } from 'node:crypto';
import { type Exchange, json, type Reply } from '../wire/exchange.ts';

/** A refusal of the authority, by its number. */
export interface EntraError {
  status: number;
  error: string;
  code: number;
  text: string;
}

/** Formats a refusal as Entra does: the description contains the number and the ids. */
export function entraError({ status, error, code, text }: EntraError, { headers }: Exchange): Reply {
  const traceId = randomUUID();
  const asked = headers['client-request-id'];
  const correlationId = typeof asked === 'string' ? asked : randomUUID();
  const timestamp = new Date()
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z');
  return json(status, {
    error,
    error_description: `AADSTS${code}: ${text} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [code],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${code}`,
  });
}
