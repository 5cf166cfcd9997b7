import { randomBytes } from 'node:crypto';
import { BatchWriteItemCommand, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Actor } from '../../domain/identity.ts';
import { newReceiptCode } from '../../domain/subsidies/receipt-code.ts';
import { shanghaiDay } from '../../domain/time.ts';
import { goodAnswers } from '../builders/applications.ts';
import { applicant, auditor, office, usccOf } from '../builders/enterprises.ts';
import type { BenchedFunctions } from './functions.ts';
import { median, type Row } from './row.ts';
import { writeMeter } from './write-units.ts';

const SIZES = [1_000, 10_000, 100_000] as const;
/** Calls of each list at each size, and decisions. */
const CALLS = 40;
const DECISIONS = 20;
/** Items of one BatchWriteItem, and how many of them are under way. */
const BATCH = 25;
const AT_ONCE = 4;
const PAGE = { limit: '50' };

type Items = Record<'subsidies' | 'audit', Record<string, unknown>[]>;
interface Cost {
  readUnits: number;
  writeUnits: number;
  milliseconds: number;
}

/** What a page of each list and a decision cost at 1,000, 10,000 and 100,000 stored applications, in one run. */
export async function growthRows(functions: BenchedFunctions): Promise<Row[]> {
  const { ok } = functions;
  // Every tenth application is of one enterprise, so that its list grows as the rest does and every page is full.
  const asking = applicant(1);
  const officer = office(1);
  const template = await templateOf(functions);
  let decided = 800_000;
  const costs = new Map<string, Cost[]>();
  let stored = 0;
  for (const size of SIZES) {
    await fill(functions, template, stored, size);
    stored = size;
    const entity = `APPLICATION#${template.applicationId}`;
    const day = shanghaiDay(new Date());
    const lists: Record<string, () => Promise<unknown>> = {
      listMyApplications: () => ok('listMyApplications', asking, { query: PAGE }),
      listReviewTasks: () => ok('listReviewTasks', officer, { query: PAGE }),
      listAuditEvents: () => ok('listAuditEvents', auditor, { query: { ...PAGE, entity } }),
      listAuditedRecords: () => ok('listAuditedRecords', auditor, { query: { ...PAGE, day } }),
      readAuditExport: await exportPage(functions, day),
    };
    for (const [name, call] of Object.entries(lists))
      costs.set(name, [...(costs.get(name) ?? []), await costOf(functions, CALLS, async () => call)]);
    const decision = await costOf(functions, DECISIONS, () => readyToDecide(functions, ++decided, officer));
    costs.set('a decision', [...(costs.get('a decision') ?? []), decision]);
  }
  return [...costs].map(([name, each]) => rowOf(name, each));
}

function rowOf(name: string, costs: readonly Cost[]): Row {
  const units = costs.map(({ readUnits, writeUnits }) => readUnits + writeUnits);
  const times = costs.map(({ milliseconds }) => milliseconds);
  const ratio = (figures: readonly number[]) => (figures.at(-1) ?? 0) / (figures[0] ?? 1);
  const shown = costs.map(({ readUnits, writeUnits }) => `${readUnits.toFixed(1)}/${writeUnits.toFixed(0)}`);
  return {
    name: `cost of ${name}, 100,000 / 1,000`,
    figure: ratio(units),
    unit: 'ratio',
    goal: 1.2,
    detail: `RCU/WCU ${shown.join(', ')}; median ${times.map((time) => time.toFixed(1)).join(', ')} ms, ratio ${ratio(times).toFixed(2)}`,
  };
}

/** The cost of an act: units on average, the median of its times. @param prepare gives the act, ready to be done */
async function costOf(
  { door, tables }: BenchedFunctions,
  count: number,
  prepare: () => Promise<() => Promise<unknown>>,
): Promise<Cost> {
  await (await prepare())();
  const times: number[] = [];
  let [readUnits, writeUnits] = [0, 0];
  const meter = writeMeter(tables.client);
  for (let index = 0; index < count; index += 1) {
    door.seen.length = 0;
    const act = await prepare();
    // What was prepared is known to the meter too, so that an index entry that goes is one that was there.
    await meter.units(door.seen.splice(0));
    const started = performance.now();
    await act();
    times.push(performance.now() - started);
    for (const { operation, units } of door.seen)
      if (/^(Get|Query|BatchGet)/.test(operation)) readUnits += units / count;
    for (const units of (await meter.units(door.seen)).values()) writeUnits += units / count;
  }
  return { readUnits, writeUnits, milliseconds: median(times) };
}

/** An application that waits and is held by the officer: what is left is his decision. */
async function readyToDecide(
  { ok, open, profile }: BenchedFunctions,
  number: number,
  officer: Actor,
): Promise<() => Promise<unknown>> {
  const who = applicant(number);
  await profile(who);
  const body = { uscc: who.uscc, policyId: 'resumption-award', answers: goodAnswers };
  const { applicationId } = await ok('submitApplication', who, { body });
  await open(applicationId, 'officeAcceptance');
  const params = { applicationId };
  const { version } = await ok('claimReview', officer, { params, body: { version: 2 } });
  return () => ok('decideReview', officer, { params, body: { version, verdict: { outcome: 'approve' } } });
}

async function exportPage({ ok }: BenchedFunctions, day: string): Promise<() => Promise<unknown>> {
  const body = { from: day, to: day, purpose: '示例：基准测试' };
  const { exportId } = await ok('openAuditExport', auditor, { body });
  return () => ok('readAuditExport', auditor, { params: { exportId } });
}

/** The items of one real application that waits for its office, to be repeated under other names. */
async function templateOf(
  functions: BenchedFunctions,
): Promise<{ applicationId: string; uscc: string; items: Items }> {
  const { ok, open, profile, tables } = functions;
  const who = applicant(700_000);
  await profile(who);
  const body = { uscc: who.uscc, policyId: 'resumption-award', answers: goodAnswers };
  const { applicationId } = await ok('submitApplication', who, { body });
  await open(applicationId, 'officeAcceptance');
  const about = async (table: 'subsidies' | 'audit') =>
    (await tables.itemsOf(table)).filter((item) => JSON.stringify(item).includes(applicationId));
  return {
    applicationId,
    uscc: who.uscc ?? '',
    items: { subsidies: await about('subsidies'), audit: await about('audit') },
  };
}

/** Of so many stored applications one waits in the officer's queue; the rest are closed. */
const ONE_WAITS = 5;

/** Writes applications straight into the tables until there are so many: what lists and decisions read, by its real items. */
async function fill(
  { tables }: BenchedFunctions,
  { applicationId, uscc, items }: Awaited<ReturnType<typeof templateOf>>,
  from: number,
  to: number,
): Promise<void> {
  const copy = (index: number): [string, WriteRequest][] => {
    const id = newReceiptCode(randomBytes);
    const number = index % 10 === 0 ? 1 : 100_000 + index;
    const waits = index % ONE_WAITS === 0;
    const renamed = (item: Record<string, unknown>): WriteRequest => {
      const text = JSON.stringify(item, (_, value: unknown) => (value instanceof Set ? undefined : value))
        .replaceAll(applicationId, id)
        .replaceAll(uscc, usccOf(number));
      const made = JSON.parse(text) as Record<string, unknown>;
      if (made['sk'] === 'CASE') made['deciders'] = new Set(['-']);
      if (String(made['sk']).startsWith('APPLICATION#'))
        made['sk'] = `APPLICATION#${new Date(Date.now() + index).toISOString()}#${id}`;
      if (!waits) for (const name of ['queuePk', 'queueSk', 'waiting', 'taskToken']) delete made[name];
      return { PutRequest: { Item: marshall(made, { removeUndefinedValues: true }) } };
    };
    const listed = items.subsidies.filter(({ sk }) => sk === 'CASE' || String(sk).startsWith('APPLICATION#'));
    return [
      ...listed.map((item): [string, WriteRequest] => [tables.subsidies, renamed(item)]),
      ...items.audit.map((item): [string, WriteRequest] => [tables.audit, renamed(item)]),
    ];
  };

  let next = from;
  const waiting: [string, WriteRequest][] = [];
  const lane = async () => {
    while (next < to || waiting.length > 0) {
      while (waiting.length < BATCH && next < to) {
        waiting.push(...copy(next));
        next += 1;
      }
      const batch = waiting.splice(0, BATCH);
      const RequestItems: Record<string, WriteRequest[]> = {};
      for (const [table, request] of batch) RequestItems[table] = [...(RequestItems[table] ?? []), request];
      const { UnprocessedItems = {} } = await tables.client.send(new BatchWriteItemCommand({ RequestItems }));
      for (const [table, requests] of Object.entries(UnprocessedItems))
        waiting.push(...requests.map((request): [string, WriteRequest] => [table, request]));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}
