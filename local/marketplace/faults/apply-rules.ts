import type { Action, FaultName, Rule } from '../scenario/rule.ts';

/** What is remembered of a rule: how often it met a call, how often it struck, and the credential it turned against. */
export interface RuleUse {
  met: number;
  struck: number;
  credential?: string;
}

export interface Call {
  /** The call's own name first, then the names under which rules made for the other API mean it. */
  actions: Action[];
  /** What tells one secret's tokens from another's. */
  credential: string;
  /** Since the offer's go-live was accepted; absent without one. */
  secondsSinceGoLive?: number | undefined;
}

/** The rules that strike a call, and what is to be remembered of all of them. */
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

/** The first fault of a name among those that strike a call. */
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
