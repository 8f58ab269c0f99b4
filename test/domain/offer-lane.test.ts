import { enterLane, type Line, leaveLane } from '../../src/domain/offer-lane.ts';

/** Operations named after the second of their acceptance. */
const lineOf = (...names: string[]): Line => names.map((name) => ({ operationId: name, acceptedAt: Number(name) }));
const entryOf = (name: string) => ({ operationId: name, acceptedAt: Number(name) });

test('who comes first holds the lane, the others wait in order', () => {
  expect(enterLane([], entryOf('1'))).toEqual({ line: lineOf('1'), place: { position: 0, holder: '1' } });
  expect(enterLane(lineOf('1', '2'), entryOf('3'))).toEqual({
    line: lineOf('1', '2', '3'),
    place: { position: 2, holder: '1' },
  });
});

test('among those that wait the earliest accepted goes first, whoever was ready first', () => {
  expect(enterLane(lineOf('5', '3', '9'), entryOf('4'))).toEqual({
    line: lineOf('5', '3', '4', '9'),
    place: { position: 2, holder: '5' },
  });
});

test('whoever holds the lane keeps it', () => {
  expect(enterLane(lineOf('5'), entryOf('1'))).toEqual({
    line: lineOf('5', '1'),
    place: { position: 1, holder: '5' },
  });
});

test('of two that were accepted in one millisecond the same one goes first, in whatever order they enter', () => {
  const [a, b] = [
    { operationId: 'a', acceptedAt: 7 },
    { operationId: 'b', acceptedAt: 7 },
  ];

  expect(enterLane(enterLane(lineOf('1'), a).line, b).line).toEqual([...lineOf('1'), a, b]);
  expect(enterLane(enterLane(lineOf('1'), b).line, a).line).toEqual([...lineOf('1'), a, b]);
});

test('entered twice is entered once', () => {
  expect(enterLane(lineOf('1', '2'), entryOf('2'))).toEqual({
    line: lineOf('1', '2'),
    place: { position: 1, holder: '1' },
  });
});

test('when the holder leaves the next one is named', () => {
  expect(leaveLane(lineOf('1', '2', '3'), '1')).toEqual({ line: lineOf('2', '3'), next: '2' });
});

test('when another one leaves nobody comes to hold it', () => {
  expect(leaveLane(lineOf('1', '2'), '2')).toEqual({ line: lineOf('1') });
  expect(leaveLane(lineOf('1'), '1')).toEqual({ line: [] });
  expect(leaveLane([], '1')).toEqual({ line: [] });
});
