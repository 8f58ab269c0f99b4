import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import type { Guard } from './bearer-token.ts';
import { problemResponse } from './problem.ts';

/** 401 for an API call, with how to authenticate. */
export function signInRequired(request: HttpRequest, guard: Guard | undefined): HttpResponseInit {
  const detail =
    'The caller is not known. Call with "Authorization: Bearer" and a token for this API, or sign in to its page; a function key is not asked for here.';
  return problemResponse({
    code: 'SignInRequired',
    detail,
    headers: { 'WWW-Authenticate': challenge(request, guard), 'Cache-Control': 'no-store' },
  });
}

/** The challenge of RFC 6750; Microsoft's clients look for `authorization_uri`. */
function challenge(request: HttpRequest, guard: Guard | undefined): string {
  return [
    'Bearer realm="go-live"',
    ...(guard
      ? [
          `authorization_uri="https://login.microsoftonline.com/${guard.tenantId}"`,
          `scope="api://${guard.applicationId}/.default"`,
        ]
      : []),
    ...(request.headers.has('authorization') ? ['error="invalid_token"'] : []),
  ].join(', ');
}

/** 302 to the platform's sign-in, which returns to this page: by path alone, so never to another site. */
export function toSignIn(request: HttpRequest): HttpResponseInit {
  const { pathname, search } = new URL(request.url);
  const back = `/${pathname.replace(/^[/\\]+/, '')}${search}`;
  return {
    status: 302,
    headers: {
      Location: `/.auth/login/aad?post_login_redirect_uri=${encodeURIComponent(back)}`,
      'Cache-Control': 'no-store',
    },
  };
}

/** Whether a browser asked for a page to show, rather than a script for something in it. */
export function isNavigation({ headers }: HttpRequest): boolean {
  return (headers.get('sec-fetch-mode') ?? 'navigate') === 'navigate';
}
