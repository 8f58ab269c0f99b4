import { enterLane, leaveLane } from '../../src/domain/offer-lane.ts';

test('who comes first holds the lane, the others wait in order', () => {
  expect(enterLane([], 'a')).toEqual({ line: ['a'], place: { position: 0, holder: 'a' } });
  expect(enterLane(['a', 'b'], 'c')).toEqual({ line: ['a', 'b', 'c'], place: { position: 2, holder: 'a' } });
});

test('entered twice is entered once', () => {
  expect(enterLane(['a', 'b'], 'b')).toEqual({ line: ['a', 'b'], place: { position: 1, holder: 'a' } });
});

test('when the holder leaves the next one is named', () => {
  expect(leaveLane(['a', 'b', 'c'], 'a')).toEqual({ line: ['b', 'c'], next: 'b' });
});

test('when another one leaves nobody comes to hold it', () => {
  expect(leaveLane(['a', 'b'], 'b')).toEqual({ line: ['a'] });
  expect(leaveLane(['a'], 'a')).toEqual({ line: [] });
  expect(leaveLane([], 'a')).toEqual({ line: [] });
});
