import { DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ResponseOf } from '../../contract/routes.ts';
import { EMPTY_CHAIN } from '../../domain/audit.ts';
import type { Actor } from '../../domain/identity.ts';
import { exportCheck } from '../../domain/trail/export-check.ts';
import { type ExportedRecord, exportWriter } from '../../domain/trail/export-file.ts';
import { appendEvent } from '../../functions/adapters/audit-trail.ts';
import { requestName } from '../../functions/adapters/idempotency.ts';
import { writeTogether } from '../../functions/adapters/transaction.ts';
import { sha256 } from '../../local/audit/check-file.ts';
import { DAY, later, MINUTE, OPENING } from '../builders/applications.ts';
import { applicant, auditor, office } from '../builders/enterprises.ts';
import { openSubsidies, type SubsidiesUnderTest, setClock } from '../builders/subsidies.ts';
import { auditEntry } from '../builders/trail.ts';

let subsidies: SubsidiesUnderTest;
let number = 0;
beforeAll(async () => {
  subsidies = await openSubsidies();
});
beforeEach(() => {
  setClock(OPENING);
});

const purpose = '示例：季度核查';

/** An application that went through a claim and a release: four events. */
async function claimedAndReleased(): Promise<string> {
  number += 1;
  const applicationId = await subsidies.submit(applicant(number));
  await subsidies.open(applicationId, 'officeAcceptance');
  const params = { applicationId };
  await subsidies.ok('claimReview', office(1), { params, body: { version: 2 } });
  await subsidies.ok('releaseReview', office(1), { params, body: { version: 3 } });
  return applicationId;
}

const list = (query: Record<string, string>) => subsidies.ok('listAuditEvents', auditor, { query });
const recordsOf = (day: string, query: Record<string, string> = {}) =>
  subsidies.ok('listAuditedRecords', auditor, { query: { ...query, day } });

/** Takes an export as the console does. */
async function takeExport(
  scope: { from: string; to: string },
  who: Actor = auditor,
): Promise<{ text: string; records: ExportedRecord[]; pages: number }> {
  const { exportId, event } = await subsidies.ok('openAuditExport', who, { body: { ...scope, purpose } });
  const writer = exportWriter(event, sha256);
  const records: ExportedRecord[] = [];
  let [text, pages, cursor] = ['', 0, undefined as string | undefined];
  do {
    const query: Record<string, string> = cursor === undefined ? {} : { cursor };
    const page = await subsidies.ok('readAuditExport', who, { params: { exportId }, query });
    text += await writer.page(page.records);
    records.push(...page.records);
    cursor = page.nextCursor;
    pages += 1;
  } while (cursor !== undefined);
  return { text: text + (await writer.end()), records, pages };
}

function verdictOn(text: string) {
  const check = exportCheck(sha256);
  for (const line of text.split('\n').slice(0, -1)) {
    const fault = check.line(line);
    if (fault) return fault;
  }
  return check.end();
}

describe('listAuditEvents', () => {
  it('gives the events of a record in pages, oldest or newest first, with the head the record itself keeps', async () => {
    const entity = `APPLICATION#${await claimedAndReleased()}`;
    const pages: ResponseOf<'listAuditEvents'>[] = [await list({ entity, limit: '3' })];
    pages.push(await list({ entity, limit: '3', cursor: pages[0]?.nextCursor ?? '' }));
    const events = pages.flatMap((page) => page.events);
    expect(events.map(({ action }) => action)).toEqual([
      'submitApplication',
      'openReview',
      'claimReview',
      'releaseReview',
    ]);
    expect(pages[1]?.nextCursor).toBeUndefined();
    expect(pages[0]?.head).toEqual({ entity, seq: 4, hash: events[3]?.hash, kept: 'record' });
    const newest = await list({ entity, order: 'newest', limit: '1' });
    expect(newest.events.map(({ seq }) => seq)).toEqual([4]);
    const before = await list({ entity, order: 'newest', limit: '9', cursor: newest.nextCursor ?? '' });
    expect(before.events.map(({ seq }) => seq)).toEqual([3, 2, 1]);
  });

  it('says that there is no such record, and refuses what is none and a cursor of elsewhere', async () => {
    const missing = await subsidies.call('listAuditEvents', auditor, {
      query: { entity: 'APPLICATION#0000000000000' },
    });
    expect([missing.status, missing.body.code]).toEqual([404, 'trail-not-found']);
    const entity = `APPLICATION#${await claimedAndReleased()}`;
    for (const query of [
      {},
      { entity: 'all of them' },
      { entity, cursor: 'AAAA' },
      { entity, order: 'random' },
    ])
      expect((await subsidies.call('listAuditEvents', auditor, { query })).status).toBe(400);
  });
});

describe('listAuditedRecords', () => {
  it('has each record once under each day it changed on, by its first event of the day, in pages', async () => {
    // Their profiles are records of another day.
    for (const next of [1, 2, 3]) await subsidies.profiled(applicant(number + next));
    setClock(later(10 * DAY));
    const ids = [await claimedAndReleased(), await claimedAndReleased(), await claimedAndReleased()];
    setClock(later(11 * DAY));
    const [first = ''] = ids;
    const params = { applicationId: first };
    await subsidies.ok('withdrawApplication', applicant(number - 2), { params, body: { version: 4 } });

    const listed: string[] = [];
    let cursor: string | undefined = '';
    while (cursor !== undefined) {
      const page = await recordsOf('2020-03-02', { limit: '2', ...(cursor && { cursor }) });
      expect(page.records.length).toBeLessThanOrEqual(2);
      listed.push(...page.records.map(({ entity, seq }) => `${entity} ${seq}`));
      cursor = page.nextCursor;
    }
    expect(listed.filter((entry) => entry.startsWith('APPLICATION#')).sort()).toEqual(
      ids.map((id) => `APPLICATION#${id} 1`).sort(),
    );
    expect(new Set(listed).size).toBe(listed.length);
    expect((await recordsOf('2020-03-03')).records).toMatchObject([
      { entity: `APPLICATION#${first}`, seq: 5, action: 'withdrawApplication' },
    ]);
    expect((await recordsOf('2019-01-01')).records).toEqual([]);
    const today = await subsidies.ok('listAuditedRecords', auditor);
    expect([today.day, today.records.length]).toEqual(['2020-03-03', 1]);
  });

  it('writes the index once a record and day, so that most events cost none', async () => {
    const entity = `APPLICATION#${await claimedAndReleased()}`;
    const events = (await subsidies.tables.itemsOf('audit')).filter(({ pk }) => pk === entity);
    expect(events.map(({ day }) => day)).toEqual(['2020-02-21', undefined, undefined, undefined]);
  });
});

describe('an export', () => {
  it('holds each record that changed on its days once, whole, with its head, and is found sound', async () => {
    setClock(later(20 * DAY));
    const early = await claimedAndReleased();
    setClock(later(21 * DAY));
    const ids = [early];
    for (let index = 0; index < 3; index += 1) ids.push(await claimedAndReleased());
    await subsidies.ok('claimReview', office(1), { params: { applicationId: early }, body: { version: 4 } });
    setClock(later(22 * DAY));
    await subsidies.ok('claimReview', office(2), {
      params: { applicationId: ids[1] ?? '' },
      body: { version: 4 },
    });

    const { text, records } = await takeExport({ from: '2020-03-13', to: '2020-03-14' });
    const applications = records.filter(({ entity }) => entity.startsWith('APPLICATION#'));
    expect(applications.map(({ entity }) => entity).sort()).toEqual(
      ids.map((id) => `APPLICATION#${id}`).sort(),
    );
    for (const { entity, events, head } of applications) {
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
      expect(head).toMatchObject({ seq: events.length, kept: 'record' });
      expect(events.length, entity).toBe([ids[0], ids[1]].includes(entity.split('#')[1]) ? 5 : 4);
    }
    expect(verdictOn(text)).toMatchObject({ records: records.length });
  });

  it('goes on over pages, also within a long chain, past days of nothing, and stops at today', async () => {
    const entity = 'NOTE#a-long|one';
    let head = EMPTY_CHAIN;
    for (let seq = 1; seq <= 430; seq += 1) {
      const { write, head: next } = appendEvent(
        subsidies.tables.audit,
        head,
        auditEntry({ entity, at: later(30 * DAY + seq * 1000).toISOString() }),
      );
      head = next;
      await writeTogether(subsidies.tables.client, [write]);
    }
    const ids: string[] = [];
    setClock(later(30 * DAY + 5 * MINUTE));
    for (let index = 0; index < 3; index += 1) ids.push(await claimedAndReleased());
    const { text, records, pages } = await takeExport({ from: '2019-11-01', to: '2030-01-01' });
    const long = records.filter((record) => record.entity === entity);
    expect(long.map(({ events }) => events.length)).toEqual([200, 200, 30]);
    expect(long.map((part) => part.head?.seq)).toEqual([undefined, undefined, 430]);
    expect(records.filter((record) => ids.some((id) => record.entity.endsWith(id)))).toHaveLength(3);
    expect(pages).toBeGreaterThan(3);
    expect(verdictOn(text)).toMatchObject({ events: records.flatMap(({ events }) => events).length });
  }, 60_000);

  it('names the missing event where the end of a chain was cut off in the table itself', async () => {
    setClock(later(32 * DAY));
    const entity = `APPLICATION#${await claimedAndReleased()}`;
    const Key = marshall({ pk: entity, sk: '00000004' });
    await subsidies.tables.client.send(new DeleteItemCommand({ TableName: subsidies.tables.audit, Key }));
    const { text } = await takeExport({ from: '2020-03-24', to: '2020-03-24' });
    expect(verdictOn(text)).toMatchObject({ fault: 'cut-off', entity, seq: 4 });
  });

  it('is on record before any data is given: who, which days, what for', async () => {
    const { records } = await takeExport({ from: '2020-02-21', to: '2020-02-21' });
    const opened = records
      .filter(({ entity }) => entity.startsWith('EXPORT#'))
      .flatMap(({ events }) => events);
    expect(opened.at(-1)).toMatchObject({
      by: 'auditor-1',
      action: 'openAuditExport',
      detail: { from: '2020-02-21', to: '2020-02-21', purpose },
    });
  });

  it('gives no data to anybody without that record, to another auditor, or a day later', async () => {
    const scope = { from: '2020-02-21', to: '2020-02-21' };
    const { exportId } = await subsidies.ok('openAuditExport', auditor, { body: { ...scope, purpose } });
    const read = (who: Actor, id = exportId) =>
      subsidies.call('readAuditExport', who, { params: { exportId: id } });
    expect((await read(auditor)).status).toBe(200);
    const refusals = [await read({ ...auditor, sub: 'auditor-2' }), await read(auditor, 'A'.repeat(22))];
    setClock(later(DAY + 1));
    refusals.push(await read(auditor));
    for (const { status, body } of refusals) expect([status, body.code]).toEqual([404, 'export-not-found']);
  });

  it('gives no data when its record cannot be written', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const body = { from: '2020-02-21', to: '2020-02-21', purpose };
    const key = 'an-export-without-record';
    const send = vi.spyOn(DynamoDBClient.prototype, 'send').mockRejectedValueOnce(new Error('disk full'));
    expect((await subsidies.call('openAuditExport', auditor, { body, key })).status).toBe(500);
    send.mockRestore();
    const exportId = requestName({ key: `${auditor.sub}#${key}` });
    const { status } = await subsidies.call('readAuditExport', auditor, { params: { exportId } });
    expect(status).toBe(404);
  });

  it('is opened once by the same request, and never under its key for something else', async () => {
    const body = { from: '2020-02-21', to: '2020-02-21', purpose };
    const key = 'one-export-request';
    const first = await subsidies.ok('openAuditExport', auditor, { body, key });
    setClock(later(MINUTE));
    expect(await subsidies.ok('openAuditExport', auditor, { body, key })).toEqual(first);
    const other = { ...body, purpose: '示例：另一用途' };
    expect((await subsidies.call('openAuditExport', auditor, { body: other, key })).body.code).toBe(
      'idempotency-key-reused',
    );
  });

  it('needs a purpose in words and days in their order', async () => {
    for (const [change, path] of [
      [{ purpose: '   ' }, 'purpose'],
      [{ purpose: undefined }, 'purpose'],
      [{ to: '2020-02-20' }, 'to'],
      [{ from: 'yesterday' }, 'from'],
    ] as const) {
      const body = { from: '2020-02-21', to: '2020-02-21', purpose, ...change };
      const { status, body: problem } = await subsidies.call('openAuditExport', auditor, { body });
      expect([status, problem.fields?.map((field) => field.path)]).toEqual([400, [path]]);
    }
  });
});
