import type { IncomingMessage } from 'node:http';

/** What the platform tells the app about an authenticated caller. */
export interface Told {
  id: string;
  name: string;
  claims: { typ: string; val: string }[];
}

const OURS = /^x-ms-(client-principal|token-)/;

/**
 * Removes the headers that only the platform may write, so that no caller can forge them, and writes them for a known
 * caller ("Work with user identities in Azure App Service authentication").
 */
export function tellApp(request: IncomingMessage, told: Told | undefined): void {
  const { headers, headersDistinct } = request;
  for (const name of Object.keys(headersDistinct)) {
    if (!OURS.test(name)) continue;
    delete headers[name];
    delete headersDistinct[name];
  }
  if (!told) return;
  const principal = { auth_typ: 'aad', claims: told.claims, name_typ: 'name', role_typ: 'roles' };
  const written = {
    'x-ms-client-principal': Buffer.from(JSON.stringify(principal)).toString('base64'),
    'x-ms-client-principal-id': told.id,
    'x-ms-client-principal-name': told.name,
    'x-ms-client-principal-idp': 'aad',
  };
  for (const [name, value] of Object.entries(written)) {
    headers[name] = value;
    headersDistinct[name] = [value];
  }
}
