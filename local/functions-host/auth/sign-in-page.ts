import type { Person } from './people.ts';

/** The page that replaces Entra's sign-in page: a choice of people to sign in as. */
export function signInPage(people: Person[], back: string): string {
  const links = people.map(({ key, about, name, roles }) => {
    const query = new URLSearchParams({ as: key, post_login_redirect_uri: back });
    return `<li><a href="/.auth/login/aad?${asText(query.toString())}">${asText(about)}</a> (${asText(name)}: ${asText(roles.join(', '))})</li>`;
  });
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sign in, on this machine</title>
<h1>Sign in, on this machine</h1>
<p>In Azure, Microsoft Entra ID asks here. Whom do you want to be?</p>
<ul>${links.join('')}</ul>
<p>A pipeline signs in with a token: GET /pipeline-token of the admin window gives one.</p>
</html>
`;
}

function asText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
