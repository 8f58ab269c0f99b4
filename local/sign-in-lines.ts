import type { Endpoints } from './endpoints.ts';

/** How to sign in here, or how to have it so that one can. */
export function signInLines({ app, admin }: Endpoints, signIn: string | undefined): string[] {
  if (app === undefined) return [];
  if (signIn !== 'platform') return ['Everybody may call. With people who sign in: GO_LIVE_SIGN_IN=platform npm start'];
  return [
    `Sign in as Ann, who approves, or as Omar, who releases and operates: ${app}/.auth/login/aad`,
    ...(admin === undefined ? [] : [`A token for a pipeline ("Authorization: Bearer ..."): ${admin}/pipeline-token`]),
  ];
}
