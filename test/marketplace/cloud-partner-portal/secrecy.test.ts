import { inTime } from '../http/in-time.ts';
import { closeServers, limitsFor, open, type Reply } from './scripted-server.ts';

afterEach(closeServers);

const OFFER = '/api/publishers/contoso/offers/vm';
const TOKEN = 'eyJhbGciOiJub25lIn0.eyJDQU5BUlkiOjF9.CANARY';
const SAS = 'https://s.blob.core.windows.net/c/a.vhd?sv=2017&sig=CANARY';

/** Answers that echo secrets, none of which may get out. */
const ECHOES: Reply[] = [
  { status: 500, text: `failed for Bearer ${TOKEN}` },
  { status: 400, body: { error: { code: 'Bad', message: `token ${TOKEN} is not good, see <a href="${SAS}">it</a>` } } },
  { status: 401, body: { message: `Bearer ${TOKEN}` } },
  { status: 403, body: { error: `Bearer ${TOKEN}` } },
  { status: 404, body: { error: { message: SAS } } },
  {
    status: 200,
    body: {
      status: 'running',
      definition: { url: SAS },
      messages: [SAS],
      steps: [{ id: 'live', messages: [{ messageHtml: SAS }] }],
    },
  },
  { status: 200, body: { version: 3, definition: { url: SAS } } },
  { status: 200, body: [{ id: 'op', definition: { url: SAS } }] },
  { status: 200, body: { [SAS]: SAS, CANARY_KEY: 1 } },
  { status: 200, text: `<html>${TOKEN}</html>` },
  { status: 202, headers: { location: `https://elsewhere.example/?token=${TOKEN}` } },
  { status: 302, headers: { location: `https://elsewhere.example/?token=${TOKEN}` } },
  'reset',
  'silence',
];

test.each(ECHOES)('neither tokens nor signatures get out of %j', async (reply) => {
  // Prepare
  const paths = ['status', 'slot/Preview', 'slot/Production', 'submissions/', 'operations/op'];
  const script = Object.fromEntries(paths.map((path) => [`GET ${OFFER}/${path}`, reply]));
  const { marketplace, log } = await open(
    { ...script, [`POST ${OFFER}/golive`]: reply, [`POST ${OFFER}/cancel`]: reply },
    { tokens: [{ kind: 'token', token: TOKEN }], limits: limitsFor(reply) },
  );

  // Act
  const outcomes = await Promise.all([
    marketplace.inspect('vm'),
    marketplace.submit('vm', { version: '1' }, inTime),
    marketplace.observe('vm', `${OFFER}/operations/op`),
    marketplace.cancel('vm', { operationId: 'op', version: '1', ref: '' }, { notificationEmails: [], inTime }),
  ]);

  // Assess: the names of members are structure; only odd ones are left out.
  expect(JSON.stringify([outcomes, log.mock.calls]).replaceAll('CANARY_KEY', '')).not.toMatch(/CANARY|eyJ|sig=/);
});
