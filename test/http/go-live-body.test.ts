import * as z from 'zod';
import { type GoLiveBody, goLiveBody, membersGiven } from '../../src/http/go-live-body.ts';
import type { Wishes } from '../../src/operations/accept-go-live.ts';

test('each member of a body is a wish that is taken in', () => {
  // Checked by the compiler: a member that nothing reads would be accepted without any effect.
  const none: [Exclude<keyof GoLiveBody, keyof Wishes>] extends [never] ? true : false = true;
  expect(none).toBe(true);
});

test('a member that repeats its default says nothing', () => {
  expect(membersGiven(goLiveBody.parse({}))).toEqual({});
  expect(membersGiven(goLiveBody.parse({ onConflict: 'join', expectedVersion: 7 }))).toEqual({ expectedVersion: '7' });
  expect(membersGiven(goLiveBody.parse({ onConflict: 'queue' }))).toEqual({ onConflict: 'queue' });
});

test('says the same when a version of the app knows one more member with a default', () => {
  // Prepare
  const sent = { expectedVersion: '7', labels: { build: '12' } };
  const later = goLiveBody.extend({ priority: z.int().default(0) });

  // Act
  const now = membersGiven(goLiveBody.parse(sent));
  const then = membersGiven(later.parse(sent), later.parse({}));

  // Assess
  expect(then).toEqual(now);
});
