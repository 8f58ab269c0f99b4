import type { JsonWebKey } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Settings } from '../app-settings.ts';
import type { RequestTarget } from '../http/request-target.ts';
import { readAccessToken } from './access-token.ts';
import { type Person, peopleOf } from './people.ts';
import { type Told, tellApp } from './principal-headers.ts';
import { openSessions } from './session.ts';
import { signInPage } from './sign-in-page.ts';

/** Plays App Service authentication in its "allow unauthenticated requests" mode. */
export interface Platform {
  /** Writes the caller's identity into the headers from which the app reads it. */
  identify(request: IncomingMessage): void;
  /** Answers the paths below `/.auth`. */
  answer(request: IncomingMessage, response: ServerResponse, target: RequestTarget): void;
}

/** Undefined unless the settings turn platform authentication on; headers then reach the app as they were sent. */
export function playPlatform(settings: Settings): Platform | undefined {
  if (settings['GO_LIVE_SIGN_IN'] !== 'platform') return undefined;
  const people = peopleOf(settings['GO_LIVE_LOCAL_PEOPLE']);
  const tokenKey = settings['LOCAL_TOKEN_KEY'];
  const key = tokenKey === undefined ? undefined : (JSON.parse(tokenKey) as JsonWebKey);
  const sessions = openSessions();

  function toldOf({ headers }: IncomingMessage): Told | undefined {
    if (headers.authorization !== undefined) return key && readAccessToken(headers.authorization, key);
    const as = sessions.read(headers.cookie);
    const person = people.find((each) => each.key === as);
    return person && { id: person.id, name: person.name, claims: claimsOf(person) };
  }

  return {
    identify: (request) => tellApp(request, toldOf(request)),
    answer(request, response, { path, query }) {
      const back = query.get('post_login_redirect_uri') ?? query.get('post_logout_redirect_uri') ?? '/';
      const person = people.find((each) => each.key === query.get('as'));
      const told = toldOf(request);
      if (request.method !== 'GET') answer(response, 405, 'text/plain', 'GET only.');
      // Only paths on this host: "//" and "/\" start the address of another one, which would be an open redirect.
      else if (!/^\/(?![/\\])[^\0-\x20]*$/.test(back)) {
        answer(response, 400, 'text/plain', 'The address to go on to has to be a path of this host: "/api/...".');
      } else if (path === '/.auth/login/aad' && person) go(response, back, sessions.begin(person.key));
      else if (path === '/.auth/login/aad') answer(response, 200, 'text/html', signInPage(people, back));
      else if (path === '/.auth/logout') go(response, back, sessions.end());
      else if (path === '/.auth/me' && told) {
        const { name, claims } = told;
        const me = [{ provider_name: 'aad', user_id: name, user_claims: claims }];
        answer(response, 200, 'application/json', JSON.stringify(me));
      } else if (path === '/.auth/me') answer(response, 401, 'text/plain', 'Nobody is signed in.');
      else answer(response, 404, 'text/plain', 'Here are /.auth/login/aad, /.auth/logout and /.auth/me.');
    },
  };
}

/** The claims of a browser's ID token: it contains neither a scope nor an application. */
function claimsOf({ id, name, roles }: Person): Told['claims'] {
  return [
    { typ: 'http://schemas.microsoft.com/identity/claims/objectidentifier', val: id },
    { typ: 'name', val: name },
    { typ: 'preferred_username', val: name },
    ...roles.map((val) => ({ typ: 'roles', val })),
  ];
}

function go(response: ServerResponse, to: string, cookie: string): void {
  response.writeHead(302, { location: to, 'set-cookie': cookie, 'cache-control': 'no-store' }).end();
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' }).end(body);
}
