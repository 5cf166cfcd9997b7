import { applicant, bureau, finance, office } from '../builders/enterprises.ts';
import type { BenchedFunctions } from './functions.ts';
import type { Row } from './row.ts';
import { writeMeter } from './write-units.ts';

/** An amount above what the policy lets pass without finance: three stages. */
const answers = { workersBefore: 2000, workersNow: 2000, truthful: true };

/** What one application costs in writes, from its submission to its approval over three stages, and by which act. */
export async function approvalRows({
  ok,
  profile,
  open,
  conclude,
  door,
  tables,
}: BenchedFunctions): Promise<Row[]> {
  const who = applicant(900_001);
  await profile(who);
  const meter = writeMeter(tables.client);
  const acts: [string, number][] = [];
  const byTable = new Map<string, number>();
  const taking = async <T>(act: string, work: () => Promise<T>): Promise<T> => {
    door.seen.length = 0;
    const answer = await work();
    const units = await meter.units(door.seen);
    for (const [table, count] of units) byTable.set(table, (byTable.get(table) ?? 0) + count);
    acts.push([act, [...units.values()].reduce((sum, count) => sum + count, 0)]);
    return answer;
  };

  const body = { uscc: who.uscc, policyId: 'stable-jobs', answers };
  const { applicationId } = await taking('submit', () => ok('submitApplication', who, { body }));
  const params = { applicationId };
  for (const [stage, officer] of [
    ['officeAcceptance', office(1)],
    ['bureauReview', bureau(1)],
    ['financeCheck', finance],
  ] as const) {
    await taking('open', () => open(applicationId, stage));
    const { application } = await ok('getReview', officer, { params });
    const claim = { params, body: { version: application.version } };
    const { version } = await taking('claim', () => ok('claimReview', officer, claim));
    const decision = { params, body: { version, verdict: { outcome: 'approve' } } };
    await taking('decide', () => ok('decideReview', officer, decision));
  }
  await taking('conclude', () => conclude(applicationId));

  const total = acts.reduce((sum, [, units]) => sum + units, 0);
  const each = acts.map(([act, units]) => `${act} ${units}`).join(', ');
  const tablesToo = [...byTable].map(([table, units]) => `${table} ${units}`).join(', ');
  return [
    {
      name: 'write units of an approved application',
      figure: total,
      unit: 'WCU',
      goal: 24,
      detail: `3 stages, by the model; ${each}; ${tablesToo}; largest item ${meter.largest()} bytes`,
    },
  ];
}
