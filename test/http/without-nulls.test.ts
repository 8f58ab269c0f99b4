import { goLiveBody } from '../../src/http/go-live-body.ts';
import { withoutNulls } from '../../src/http/without-nulls.ts';

test('a member that is null is absent, at every depth', () => {
  const body = { onConflict: null, expectedVersion: '2', labels: { build: null, team: 'x' }, approval: null };

  expect(withoutNulls(body)).toEqual({ expectedVersion: '2', labels: { team: 'x' } });
  expect(goLiveBody.parse(withoutNulls(body))).toMatchObject({ onConflict: 'join', labels: { team: 'x' } });
});

test('a required member that is null is missing', () => {
  const body = { approval: { required: null, expiresAfter: 'PT1H' } };

  expect(goLiveBody.safeParse(withoutNulls(body)).error?.issues[0]?.path).toEqual(['approval', 'required']);
});

test.each([null, 'text', 7, [null, 1]])('what is no object stays as it is: %j', (value) => {
  expect(withoutNulls(value)).toEqual(value);
});
