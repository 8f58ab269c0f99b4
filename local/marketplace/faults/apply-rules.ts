import type { Action, FaultName, Rule } from '../scenario/rule.ts';

/** The memory of a rule: how many calls it matched, how often it struck, and the credential that it turned against. */
export interface RuleUse {
  met: number;
  struck: number;
  credential?: string;
}

export interface Call {
  /** The call's own name, then the names by which rules written for the other API match it. */
  actions: Action[];
  /** Distinguishes the tokens of one secret from those of another. */
  credential: string;
  /** Counted from the acceptance of the offer's go-live; absent without one. */
  secondsSinceGoLive?: number | undefined;
}

/** The rules that strike a call, and the updated memory of all rules. */
export function applyRules(rules: Rule[], uses: RuleUse[], call: Call): { faults: Rule[]; uses: RuleUse[] } {
  const faults: Rule[] = [];
  const after = rules.map((rule, index) => {
    const use = uses[index] ?? { met: 0, struck: 0 };
    if (!concerns(rule, call.actions)) return use;
    const met = { ...use, met: use.met + 1 };
    if (!isDue(rule, met, call)) return met;
    faults.push(rule);
    const struck = { ...met, struck: met.struck + 1 };
    return rule.do === 'refuse-credential' ? { ...struck, credential: call.credential } : struck;
  });
  return { faults, uses: after };
}

/** The first fault with a given name among those that strike a call. */
export function faultOf<Name extends FaultName>(faults: Rule[], name: Name): Extract<Rule, { do: Name }> | undefined {
  return faults.find((fault): fault is Extract<Rule, { do: Name }> => fault.do === name);
}

function concerns(rule: Rule, actions: Action[]): boolean {
  const on = Array.isArray(rule.on) ? rule.on : [rule.on];
  return on.includes('any') || actions.some((action) => on.includes(action));
}

function isDue({ times, after, do: name }: Rule, use: RuleUse, call: Call): boolean {
  if (times !== undefined && use.struck >= times) return false;
  if (after.calls !== undefined && use.met <= after.calls) return false;
  if (after.seconds !== undefined && !((call.secondsSinceGoLive ?? -1) >= after.seconds)) return false;
  return name !== 'refuse-credential' || use.credential === undefined || use.credential === call.credential;
}
