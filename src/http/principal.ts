import type { HttpRequest } from '@azure/functions';

/** Who calls, as the platform's authentication says. */
export interface Principal {
  id: string;
  name?: string;
}

const MOST_CHARACTERS = 200;

/**
 * The authenticated caller. Anybody can send these headers, so they are believed only where the platform authenticates:
 * there it removes what came from outside and writes its own ("Work with user identities in Azure App Service
 * authentication").
 */
export function principalOf(request: HttpRequest, platformAuthenticates: boolean): Principal | undefined {
  if (!platformAuthenticates) return undefined;
  const id = request.headers.get('x-ms-client-principal-id')?.trim() ?? '';
  const name = request.headers.get('x-ms-client-principal-name')?.trim() ?? '';
  if (id === '' || id.length > MOST_CHARACTERS) return undefined;
  return { id, ...(name !== '' && { name: name.slice(0, MOST_CHARACTERS).toWellFormed() }) };
}
