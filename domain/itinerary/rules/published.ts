import { inForce, type RiskList, type RulePack, riskListSchema, rulePackSchema } from '../verdict.ts';
import riskLists from './risk-lists.json' with { type: 'json' };
import rulePacks from './rule-packs.json' with { type: 'json' };

const packs: readonly RulePack[] = rulePacks.map((data) => rulePackSchema.parse(data));
const lists: readonly RiskList[] = riskLists.map((data) => riskListSchema.parse(data));

/** The rule pack and the list of high-incidence areas in force at a moment. */
export function rulesInForce(now: Date): { pack: RulePack; risk: RiskList } {
  return { pack: inForce(packs, now), risk: inForce(lists, now) };
}
