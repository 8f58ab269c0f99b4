import { showClosed } from '../../src/functions/show-closed.ts';
import { problemResponse } from '../../src/http/problem.ts';
import { htmlOf, pagePortsOf, pageRequest } from './page-ports.ts';

test('says what the page needs where nobody can be known', async () => {
  const response = await showClosed(pageRequest('ui'), pagePortsOf());

  expect(response.status).toBe(403);
  expect(htmlOf(response)).toContain('set GO_LIVE_SIGN_IN to platform');
});

test('says which role is missing, as text', async () => {
  const refusal = problemResponse({ code: 'RoleRequired', detail: 'This wants <b>GoLive.Read</b>.' });

  const html = htmlOf(await showClosed(pageRequest('ui'), pagePortsOf(), refusal));

  expect(html).toContain('This wants &lt;b>GoLive.Read');
});
