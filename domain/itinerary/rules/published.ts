import { inForce, type RiskList, type RulePack } from '../verdict.ts';
import riskLists from './risk-lists.json' with { type: 'json' };
import rulePacks from './rule-packs.json' with { type: 'json' };

/** What ships. A test holds it against its schema, which at every cold start would take 4 ms of a person's time. */
export const packs = rulePacks as readonly RulePack[];
export const lists = riskLists as readonly RiskList[];

/** The rule pack and the list of high-incidence areas in force at a moment. */
export function rulesInForce(now: Date): { pack: RulePack; risk: RiskList } {
  return { pack: inForce(packs, now), risk: inForce(lists, now) };
}
