import { type AttentionCode, adviceFor } from '../../src/domain/attention-advice.ts';
import { ERROR_CODES } from '../../src/domain/error-code.ts';
import { viewOf } from '../../src/domain/operation-view.ts';
import { accepted, aRequest, aStep, goLive, inspected, observed } from './go-lives.ts';

const CODES: AttentionCode[] = [
  'PersonNeeded',
  'OtherVersion',
  'UnknownStatus',
  'LiveNotConfirmed',
  'OperationNotFound',
  'SubmissionUnconfirmed',
  'LongWait',
  'Stalled',
  'MarketplaceThrottling',
  'MarketplaceUnavailable',
  'MarketplaceUnauthorized',
  'RecordUnavailable',
  'Interrupted',
  ...ERROR_CODES,
];

test.each(CODES)('%s tells what to do', (code) => {
  const { remedy } = adviceFor(code, { phase: 'publishing' });

  expect(remedy).toMatch(/^[A-Z].+\.$/);
  expect(remedy).not.toMatch(code.startsWith('Credentials') ? /ask again/ : /^$/);
});

test('names the wishes that help', () => {
  const blocked = goLive(aRequest(), inspected(), accepted, observed({ steps: [aStep({ status: 'blocked' })] }));

  expect(viewOf(blocked).attention).toMatchObject({
    code: 'PersonNeeded',
    remedy: expect.stringContaining('look'),
    actions: ['look', 'cancel', 'end', 'deadline'],
  });
});

test.each([
  ['it is too late to cancel', { phase: 'publishing', cancelable: false }, ['look', 'end', 'deadline']],
  [
    'what is followed is only left alone',
    { phase: 'publishing', cancelable: false, joined: true },
    ['look', 'cancel', 'end', 'deadline'],
  ],
  ['nothing is followed yet', { phase: 'checking' }, ['look', 'cancel', 'deadline']],
  ['a POST is under way', { phase: 'submitting' }, ['cancel', 'deadline']],
] as const)('leaves out the wishes that cannot be granted when %s', (_, standing, actions) => {
  expect(adviceFor('PersonNeeded', standing).actions).toEqual(actions);
});

test('what nothing confirms can be canceled, whatever the marketplace says of canceling', () => {
  const standing = { phase: 'publishing', cancelable: false } as const;

  expect(adviceFor('LiveNotConfirmed', standing).actions).toEqual(['look', 'end', 'cancel']);
  expect(adviceFor('UnknownStatus', standing).actions).toEqual(['look', 'end']);
});
