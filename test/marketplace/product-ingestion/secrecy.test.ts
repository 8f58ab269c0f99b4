import { inTime } from '../http/in-time.ts';
import {
  CANCEL,
  CONFIGURE,
  closeServers,
  J,
  LIST,
  open,
  P,
  PRODUCT,
  products,
  type Reply,
  S2,
  STATUS,
} from './scripted-ingestion.ts';

afterEach(closeServers);

const TOKEN = 'eyJhbGciOiJub25lIn0.eyJDQU5BUlkiOjF9.CANARY';
const SAS = 'https://s.blob.core.windows.net/c/a.vhd?sv=2017&sig=CANARY';

/** Answers that echo secrets, none of which may get out. */
const ECHOES: Reply[] = [
  { status: 500, text: `failed for Bearer ${TOKEN}` },
  {
    status: 400,
    body: { error: { code: 'Bad', message: 'No.', details: [{ code: 'x', message: `see ${SAS} ${TOKEN}` }] } },
  },
  { status: 401, body: { error: { message: `Bearer ${TOKEN}` } } },
  {
    status: 200,
    body: { jobId: J, jobStatus: 'completed', jobResult: 'failed', errors: [{ code: 'x', message: SAS }] },
  },
  { status: 200, body: { value: [{ id: SAS }], '@nextLink': `https://elsewhere.example/?token=${TOKEN}` } },
  { status: 200, body: { value: [], '@nextLink': `https://elsewhere.example/?token=${TOKEN}` } },
  { status: 200, body: { [SAS]: SAS } },
  { status: 302, headers: { location: `https://elsewhere.example/?token=${TOKEN}` } },
];

test.each(ECHOES)('neither tokens nor signatures get out of %j', async (reply) => {
  for (const product of [products('vm'), reply]) {
    // Prepare
    const script = { [PRODUCT]: product, [LIST]: reply, [CONFIGURE]: reply, [STATUS]: reply, [CANCEL]: reply };
    const { marketplace, log } = await open(script, { tokens: [{ kind: 'token', token: TOKEN }] });
    const ref = `submission/${P}/${S2}/configure/${J}`;

    // Act
    const outcomes = await Promise.all([
      marketplace.inspect('vm'),
      marketplace.submit('vm', { version: S2, ref: `submission/${P}/${S2}` }, inTime),
      marketplace.observe('vm', ref),
      marketplace.cancel('vm', { operationId: 'op', version: S2, ref }, { notificationEmails: [], inTime }),
    ]);

    // Assess
    expect(JSON.stringify([outcomes, log.mock.calls])).not.toMatch(/CANARY|eyJ|sig=/);
  }
});
