import fc from 'fast-check';

export const SETTLE_SECONDS = 60;

const times = fc.integer({ min: 1, max: 4 });
const after = fc.record({ calls: fc.integer({ min: 0, max: 6 }) });
const status = fc.constantFrom(401, 403, 404, 429, 500, 502, 503);

const onThePost = fc.oneof(
  fc.record({ do: fc.constantFrom('lost-answer', 'reset', 'no-location', 'malformed-json', 'empty-body') }),
  fc.record({ do: fc.constant('error-answer'), status: fc.constantFrom(500, 502, 503) }),
  fc.record({ do: fc.constant('refuse'), status: fc.constantFrom(400, 403, 409, 429, 500, 502, 503) }),
  // The marketplace's only promise: an accepted go-live shows in its list within the settle time.
  fc.record({ do: fc.constant('delayed-listing'), seconds: fc.integer({ min: 1, max: SETTLE_SECONDS - 15 }) }),
);
const onLooking = fc.oneof(
  fc.record({ do: fc.constant('refuse'), status }),
  fc.record({ do: fc.constantFrom('reset', 'html', 'malformed-json', 'empty-body', 'lost-answer') }),
  fc.record({ do: fc.constant('words'), words: fc.constantFrom('upper', 'other', 'unknown') }),
);

/** Faults on the way to the rehearsal marketplace and back, within the marketplace's promise. */
export const faults = fc.array(
  fc.oneof(
    fc.tuple(onThePost, times).map(([fault, times]) => ({ on: 'golive', times, ...fault })),
    fc
      .tuple(onLooking, fc.constantFrom('operation', 'submissions', 'status', 'any'), times, after)
      .map(([fault, on, times, after]) => ({ on, times, after, ...fault })),
    fc.record({ on: fc.constant('cancel'), times, do: fc.constantFrom('reset', 'lost-answer') }),
  ),
  { maxLength: 5 },
);
