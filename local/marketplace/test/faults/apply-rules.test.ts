import { applyRules, type Call, type RuleUse } from '../../faults/apply-rules.ts';
import { Rule } from '../../scenario/rule.ts';

/** Tells for each call whether the rule strikes it. */
function struck(rule: unknown, calls: Partial<Call>[]): boolean[] {
  const rules = [Rule.parse(rule)];
  let uses: RuleUse[] = [];
  return calls.map((call) => {
    const applied = applyRules(rules, uses, { actions: ['status'], credential: 'a', ...call });
    uses = applied.uses;
    return applied.faults.length > 0;
  });
}

const reset = { on: 'status', do: 'reset' };

describe('applyRules', () => {
  test.each([
    ['every call it is set on', reset, [{}, { actions: ['golive'] }, {}], [true, false, true]],
    [
      'any of a list',
      { ...reset, on: ['status', 'golive'] },
      [{ actions: ['golive'] }, { actions: ['slot'] }],
      [true, false],
    ],
    ['any call', { ...reset, on: 'any' }, [{ actions: ['golive'] }, {}], [true, true]],
    ['a number of times', { ...reset, times: 2 }, [{}, {}, {}], [true, true, false]],
    ['after a number of calls', { ...reset, after: { calls: 2 } }, [{}, {}, {}, {}], [false, false, true, true]],
    ['the one after them', { ...reset, times: 1, after: { calls: 1 } }, [{}, {}, {}], [false, true, false]],
    [
      'some time after the go-live',
      { ...reset, after: { seconds: 5 } },
      [{}, { secondsSinceGoLive: 4 }, { secondsSinceGoLive: 5 }],
      [false, false, true],
    ],
    [
      'the credential that it met first',
      { on: 'any', do: 'refuse-credential' },
      [{}, { credential: 'b' }, {}],
      [true, false, true],
    ],
  ] as [string, unknown, Partial<Call>[], boolean[]][])('strikes %s', (_, rule, calls, expected) => {
    expect(struck(rule, calls)).toEqual(expected);
  });

  test('lets all rules that are due strike the same call, in their order', () => {
    // Prepare
    const rules = [reset, { on: 'golive', do: 'reset' }, { on: 'any', do: 'empty-body' }].map((rule) =>
      Rule.parse(rule),
    );

    // Act
    const { faults } = applyRules(rules, [], { actions: ['status'], credential: 'a' });

    // Assess
    expect(faults.map((fault) => fault.do)).toEqual(['reset', 'empty-body']);
  });
});
