import type { Endpoints } from './endpoints.ts';

/** Tells how to sign in here, or how to start the app so that sign-in is required. */
export function signInLines({ app, admin }: Endpoints, signIn: string | undefined): string[] {
  if (app === undefined) return [];
  if (signIn !== 'platform')
    return ['Anyone may call, without sign-in. To require sign-in: GO_LIVE_SIGN_IN=platform npm start'];
  return [
    `Sign in as Ann, who approves, or as Omar, who releases and operates: ${app}/.auth/login/aad`,
    ...(admin === undefined ? [] : [`A token for a pipeline ("Authorization: Bearer ..."): ${admin}/pipeline-token`]),
  ];
}
