import { readEstimateSeconds } from '../../../src/marketplace/cloud-partner-portal/estimate.ts';
import {
  cancelable,
  offerStatus,
  operationState,
  stepStatus,
} from '../../../src/marketplace/cloud-partner-portal/words.ts';
import { neverOpened } from '../../../src/marketplace/http/connection-failure.ts';
import { readRetryAfterSeconds } from '../../../src/marketplace/http/retry-after.ts';

test.each([
  ['not started', 'running', undefined],
  ['NotStarted', 'running', undefined],
  ['running', 'running', undefined],
  ['In-Progress', 'running', undefined],
  ['Complete', 'succeeded', undefined],
  ['completed', 'succeeded', undefined],
  ['Succeeded', 'succeeded', undefined],
  ['FAILED', 'failed', undefined],
  ['Canceled', 'canceled', undefined],
  ['cancelled.', 'canceled', undefined],
  ['Baking', 'running', true],
  ['', 'running', true],
  ['constructor', 'running', true],
])('an operation that is "%s" is %s', (word, state, unknownStatus) => {
  expect(operationState(word)).toEqual({ state, ...(unknownStatus && { unknownStatus }) });
});

test.each([
  ['NeverPublished', 'never-published'],
  ['never published', 'never-published'],
  ['NotStarted', 'not-started'],
  ['waiting_for_publisher_review', 'waiting-for-publisher'],
  ['Running', 'running'],
  ['succeeded', 'succeeded'],
  ['Completed', 'succeeded'],
  ['Cancelled', 'canceled'],
  ['failed', 'failed'],
  ['Baking', 'unknown'],
])('an offer that is "%s" is %s', (word, status) => {
  expect(offerStatus(word)).toBe(status);
});

test.each([
  ['notStarted', 'not-started'],
  ['InProgress', 'running'],
  ['WaitingForPublisherReview', 'waiting-for-publisher'],
  ['WaitingForApproval', 'waiting-for-approval'],
  ['blocked', 'blocked'],
  ['Rejected', 'rejected'],
  ['complete', 'complete'],
  ['completed', 'complete'],
  ['failed', 'failed'],
  ['Canceled', 'canceled'],
  [' Half Baked ', 'Half Baked'],
])('a step that is "%s" is %s', (word, status) => {
  expect(stepStatus(word)).toBe(status);
});

test.each([
  ['canCancel', true],
  ['CannotCancel', false],
  ['notCancelable', false],
  ['TooLate', false],
  ['whatever', undefined],
  [undefined, undefined],
])('cancellationRequestState %s means %s', (word, expected) => {
  expect(cancelable(word)).toBe(expected);
});

test.each([
  ['< 15 min', 900],
  ['< 5 day', 432_000],
  ['< 1 day', 86_400],
  ['< 1 hour', 3600],
  ['~2-5 days', 432_000],
  ['~2-3 Days', 259_200],
  ['1.5 hrs', 5400],
  ['2 weeks', 1_209_600],
  ['> 30 minutes', undefined],
  ['soon', undefined],
  ['', undefined],
  [undefined, undefined],
])('the estimate %s ends after %s s', (text, seconds) => {
  expect(readEstimateSeconds(text)).toBe(seconds);
});

test.each([
  ['0', 0],
  [' 120 ', 120],
  ['Tue, 24 Nov 2026 12:00:30 GMT', 30],
  ['Tuesday, 24-Nov-26 12:01:00 GMT', 60],
  ['Tue, 24 Nov 2026 11:00:00 GMT', 0],
  ['-5', undefined],
  ['1.5', undefined],
  ['99999999999999', undefined],
  ['soon', undefined],
  ['', undefined],
  [undefined, undefined],
])('Retry-After %j waits %s s', (value, seconds) => {
  expect(readRetryAfterSeconds(value, new Date('2026-11-24T12:00:00Z'))).toBe(seconds);
});

test.each([
  ['ECONNREFUSED', 'connect ECONNREFUSED 1.2.3.4:443', true],
  ['ENOTFOUND', 'getaddrinfo ENOTFOUND x', true],
  ['EAI_AGAIN', 'getaddrinfo EAI_AGAIN x', true],
  ['ERR_PROXY_TUNNEL', 'Failed to establish tunnel', true],
  ['CERT_HAS_EXPIRED', 'certificate has expired', true],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unable to verify the first certificate', true],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'Hostname does not match', true],
  ['ETIMEDOUT', 'connect ETIMEDOUT 1.2.3.4:443', true],
  ['ETIMEDOUT', '', true],
  ['EHOSTUNREACH', 'connect EHOSTUNREACH 1.2.3.4', true],
  ['ECONNRESET', 'Client network socket disconnected before secure TLS connection was established', true],
  ['EPROTO', 'write EPROTO error:0A00010B:SSL routines:ssl3_get_record:wrong version number', true],
  ['ETIMEDOUT', 'read ETIMEDOUT', false],
  ['EHOSTUNREACH', 'write EHOSTUNREACH', false],
  ['ECONNRESET', 'socket hang up', false],
  ['ECONNRESET', 'read ECONNRESET', false],
  ['EPIPE', 'write EPIPE', false],
  ['EPROTO', 'read EPROTO tlsv1 alert internal error', false],
  ['HPE_INVALID_CONSTANT', 'Parse Error', false],
  ['', 'something', false],
])('%s (%s): never opened is %s', (code, message, expected) => {
  expect(neverOpened(Object.assign(new Error(message), code === '' ? {} : { code }))).toBe(expected);
});

test('what is no error proves nothing', () => {
  expect(neverOpened('ECONNREFUSED')).toBe(false);
});
