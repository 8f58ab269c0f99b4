import { signIn } from '../../tools/stack/sign-in.ts';
import { stackOfFile } from '../../tools/stack/stack-of-file.ts';
import { waitUntil } from '../wait-until.ts';

// The whole product as deployed behind an Entra application; the local host plays the platform.

const { stack } = stackOfFile({ GO_LIVE_SIGN_IN: 'platform' });
const app = () => stack.endpoints().app ?? '';

const FORGED = {
  'X-MS-CLIENT-PRINCIPAL-ID': 'a0000000-0000-4000-8000-000000000001',
  'X-MS-CLIENT-PRINCIPAL-NAME': 'ann@contoso.com',
  'X-MS-CLIENT-PRINCIPAL': Buffer.from(
    JSON.stringify({
      auth_typ: 'aad',
      claims: [
        { typ: 'scp', val: 'Approve' },
        { typ: 'roles', val: 'GoLive.Approve' },
      ],
    }),
  ).toString('base64'),
};

async function call(path: string, headers: Record<string, string>, method = 'GET', body?: object) {
  const response = await fetch(`${app()}/api/${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    redirect: 'manual',
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: (text === '' ? {} : JSON.parse(text)) as Told };
}

interface Told {
  id: string;
  phase?: string;
  code?: string;
  detail?: string;
  requestedBy?: object;
  approval?: { decisions: object[]; distinctFromRequester?: boolean };
}

async function pipeline(): Promise<Record<string, string>> {
  const answer = await fetch(`${stack.endpoints().admin}/pipeline-token`);
  const { access_token: token } = (await answer.json()) as { access_token: string };
  return { Authorization: `Bearer ${token}` };
}

const golive = 'publishers/contoso/offers/signed-in/golive';
const APPROVAL = { approval: { required: 1, expiresAfter: 'PT1H' } };

test('a pipeline asks, it cannot approve, a person does, and the telemetry says who was refused', async () => {
  // Prepare
  const token = await pipeline();
  const [ann, omar] = [await signIn(stack, 'ann'), await signIn(stack, 'omar')];
  const asked = await call(golive, token, 'POST', APPROVAL);
  const operation = `operations/${asked.body.id}`;
  await waitUntil('the approval to be asked for', async () => {
    return (await call(operation, ann)).body.phase === 'awaiting-approval';
  });
  const approve = (headers: Record<string, string>) =>
    call(`${operation}/approvals`, headers, 'POST', { decision: 'approve' });

  // Act
  const byPipeline = await approve(token);
  const byOmar = await approve(omar);
  const crossSite = await approve({ ...ann, Origin: 'https://evil.example' });
  const byAnn = await approve(ann);
  const annAsks = await call(golive, ann, 'POST');

  // Assess
  expect(asked).toMatchObject({
    status: 202,
    body: { requestedBy: { name: 'b0000000-0000-4000-8000-000000000001' }, approval: { distinctFromRequester: true } },
  });
  expect([byPipeline, byOmar, crossSite, annAsks].map(({ status, body }) => [status, body.code])).toEqual([
    [403, 'PersonRequired'],
    [403, 'RoleRequired'],
    [403, 'CrossSiteRequest'],
    [403, 'RoleRequired'],
  ]);
  expect(annAsks.body.detail).toContain('GoLive.Submit');
  expect(byAnn).toMatchObject({ status: 202, body: { approval: { decisions: [{ name: 'ann@contoso.com' }] } } });
  await waitUntil('the refusals in the telemetry', async () => {
    const telemetry = await (await fetch(`${stack.endpoints().admin}/telemetry`)).text();
    return telemetry.split('golive.access-refused').length > 4 && telemetry.includes('PersonRequired');
  });
});

test('who says that somebody else vouches for it is nobody', async () => {
  // Act
  const answers = [
    await call('operations', FORGED),
    await call('operations/x/approvals', FORGED, 'POST', { decision: 'approve' }),
    await call('operations', { Cookie: 'AppServiceAuthSession=YW5u.AAAA', ...FORGED }),
    await call('operations', { Authorization: 'Bearer x.y.z', ...FORGED }),
  ];
  const beside = await call('operations/x/approvals', { ...(await signIn(stack, 'omar')), ...FORGED }, 'POST', {});

  // Assess
  expect(answers.map(({ status, body }) => [status, body.code])).toEqual(Array(4).fill([401, 'SignInRequired']));
  expect(answers[0]?.headers.get('www-authenticate')).toMatch(/^Bearer realm=/);
  expect(beside.body.code).toBe('RoleRequired');
});

test('signing in leads back to a path of this host, to nowhere else', async () => {
  // Act
  const login = (to: string) =>
    fetch(`${app()}/.auth/login/aad?as=ann&post_login_redirect_uri=${encodeURIComponent(to)}`, { redirect: 'manual' });
  const statuses = [];
  for (const to of ['https://evil.example', '//evil.example', '/\\evil.example', 'evil', '/\tevil']) {
    statuses.push((await login(to)).status);
  }
  const good = await login('/api/ui?offer=a');
  const page = await fetch(`${app()}/.auth/login/aad?post_login_redirect_uri=${encodeURIComponent('/a"><b>')}`);

  // Assess
  expect(statuses).toEqual(Array(5).fill(400));
  expect([good.status, good.headers.get('location')]).toEqual([302, '/api/ui?offer=a']);
  const html = await page.text();
  expect(html).toContain('Ann approves');
  expect(html).not.toContain('<b>');
});

test('a session says whose it is, and ends', async () => {
  // Prepare
  const headers = await signIn(stack, 'ann');

  // Act
  const me = await fetch(`${app()}/.auth/me`, { headers });
  const out = await fetch(`${app()}/.auth/logout`, { headers, redirect: 'manual' });
  const nobody = await fetch(`${app()}/.auth/me`);

  // Assess
  expect(await me.json()).toMatchObject([{ provider_name: 'aad', user_id: 'ann@contoso.com' }]);
  expect([out.status, out.headers.get('set-cookie')]).toEqual([302, expect.stringMatching(/Max-Age=0/)]);
  expect(nobody.status).toBe(401);
});

test('what is open stays open', async () => {
  expect([(await call('health', {})).status, (await call('openapi.json', {})).status]).toEqual([200, 200]);
});
