import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../domain/identity.ts';
import { virusScannerAt } from '../../functions/adapters/virus-scanner.ts';
import { goodAnswers, later, MINUTE, OPENING } from '../builders/applications.ts';
import { announcement, type BucketUnderTest, openBucket } from '../builders/bucket.ts';
import { applicant, auditor, bureau, office } from '../builders/enterprises.ts';
import { jpeg, ofd, pdf, png, sha256Of, zip } from '../builders/files.ts';
import { openSubsidies, type SubsidiesUnderTest, setClock } from '../builders/subsidies.ts';

let bucket: BucketUnderTest;
let subsidies: SubsidiesUnderTest;
let number = 100;
let who: Actor;
beforeAll(async () => {
  bucket = await openBucket();
  subsidies = await openSubsidies(undefined, { ATTACHMENTS_URL: bucket.url });
});
afterAll(() => bucket.close());
beforeEach(() => {
  setClock(OPENING);
  number += 1;
  who = applicant(number);
});

const award = { policyId: 'resumption-award' };
const NOTICE = 'resumptionNotice';

async function start(
  content: Uint8Array,
  file: { name: string; type: string; evidenceId?: string },
  actor = who,
) {
  const body = announcement(file.evidenceId ?? NOTICE, file.name, file.type, content);
  return subsidies.ok('startUpload', actor, { params: award, body });
}

const send = (url: string, headers: Record<string, string>, body: Uint8Array) =>
  fetch(url, { method: 'PUT', headers, body: new Uint8Array(body) });

/** Uploads a file that has to be taken, and gives its id. */
async function upload(
  content: Uint8Array,
  file = { name: '回执.pdf', type: 'pdf' },
  actor = who,
): Promise<string> {
  const { attachmentId, url, headers } = await start(content, file, actor);
  expect((await send(url, headers, content)).status).toBe(200);
  await subsidies.ok('completeUpload', actor, { params: { ...award, attachmentId } });
  return attachmentId;
}

/** How a file is refused after it was sent. */
async function refusalOf(content: Uint8Array, file: { name: string; type: string }): Promise<unknown> {
  const { attachmentId, url, headers } = await start(content, file);
  expect((await send(url, headers, content)).status).toBe(200);
  const { status, body } = await subsidies.call('completeUpload', who, {
    params: { ...award, attachmentId },
  });
  const { attachments } = await subsidies.ok('listUploads', who, { params: award });
  expect(attachments).toEqual([]);
  return { status, fields: body.fields?.map(({ path, reason }) => `${path} ${reason}`) };
}

describe('An upload', () => {
  it.each([
    ['pdf', '回执 1.pdf', pdf()],
    ['jpg', '照片.jpeg', jpeg()],
    ['png', 'notice.png', png()],
    ['ofd', '电子发票.ofd', ofd()],
  ])('of a %s is taken, listed, submitted and given back as it was', async (type, name, content) => {
    const id = await upload(content, { name, type });
    const { attachments } = await subsidies.ok('listUploads', who, { params: award });
    expect(attachments).toEqual([
      {
        attachmentId: id,
        evidenceId: NOTICE,
        name,
        type,
        size: content.length,
        sha256: sha256Of(content),
        scan: 'not-scanned',
        uploadedAt: OPENING.toISOString(),
      },
    ]);
    const applicationId = await subsidies.submit(who);
    const application = await subsidies.ok('getApplication', who, { params: { applicationId } });
    expect(application.attachments).toEqual(attachments);
    expect((await subsidies.ok('listUploads', who, { params: award })).attachments).toEqual([]);

    const params = { applicationId, attachmentId: id };
    const { url, expiresAt } = await subsidies.ok('getAttachment', who, { params });
    expect(expiresAt).toBe(later(5 * MINUTE).toISOString());
    const answer = await fetch(url);
    expect(Buffer.from(await answer.arrayBuffer()).equals(content)).toBe(true);
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    );
    // The name is in no address.
    expect(decodeURIComponent(url)).not.toContain(name.split('.')[0]);
  });

  it('has an address that takes this file, once, for a quarter of an hour', async () => {
    const content = pdf('right');
    const { attachmentId, url, headers } = await start(content, { name: 'a.pdf', type: 'pdf' });
    const other = Buffer.from(content.toString().replace('right', 'wrong'));
    expect((await send(url, headers, other)).status).toBe(400);
    const checksum = { 'x-amz-checksum-sha256': Buffer.from(sha256Of(other), 'hex').toString('base64') };
    expect((await send(url, { ...headers, ...checksum }, other)).status).toBe(403);
    expect((await send(url, headers, Buffer.concat([content, Buffer.from('\n')]))).status).toBe(403);
    expect((await send(url, { ...headers, 'content-type': 'text/html' }, content)).status).toBe(403);
    const { 'if-none-match': _, ...careless } = headers;
    expect((await send(url, careless, content)).status).toBe(403);
    expect((await send(url.replace(attachmentId, '0'.repeat(26)), headers, content)).status).toBe(403);
    expect(await subsidies.call('completeUpload', who, { params: { ...award, attachmentId } })).toMatchObject(
      {
        status: 409,
        body: { code: 'upload-not-received' },
      },
    );
    setClock(later(15 * MINUTE));
    expect((await send(url, headers, content)).status).toBe(403);
    setClock(later(15 * MINUTE - 1));
    expect((await send(url, headers, content)).status).toBe(200);
    expect((await send(url, headers, content)).status).toBe(412);
  });

  it('asked for or completed twice under one key is one upload', async () => {
    const body = announcement(NOTICE, 'a.pdf', 'pdf', pdf());
    const sent = { params: award, body, key: 'one-upload-key' };
    const [first, second] = [
      await subsidies.ok('startUpload', who, sent),
      await subsidies.ok('startUpload', who, sent),
    ];
    expect(second).toEqual(first);
    expect(
      await subsidies.call('startUpload', who, { ...sent, body: { ...body, name: 'b.pdf' } }),
    ).toMatchObject({
      status: 409,
      body: { code: 'idempotency-key-reused' },
    });
    await send(first.url, first.headers, pdf());
    const params = { ...award, attachmentId: first.attachmentId };
    const done = await subsidies.ok('completeUpload', who, { params });
    setClock(later(MINUTE));
    expect(await subsidies.ok('completeUpload', who, { params })).toEqual(done);
    await subsidies.ok('removeUpload', who, { params });
    await subsidies.ok('removeUpload', who, { params });
    expect(await subsidies.call('completeUpload', who, { params })).toMatchObject({
      status: 404,
      body: { code: 'attachment-not-found' },
    });
  });

  it.each<[string, Buffer, { name: string; type: string }, string]>([
    ['that is no PDF', Buffer.from('<html>'), { name: 'a.pdf', type: 'pdf' }, 'file wrong-content'],
    ['that is a picture of another kind', png(), { name: 'a.jpg', type: 'jpg' }, 'file wrong-content'],
    [
      'that is two files at once',
      Buffer.concat([png(), zip([])]),
      { name: 'a.png', type: 'png' },
      'file foreign-data',
    ],
    [
      'that is a bomb',
      zip([
        { name: 'OFD.xml', content: Buffer.from('<OFD/>') },
        { name: 'big', content: Buffer.alloc(4_000_000), claims: 4 },
      ]),
      { name: 'a.ofd', type: 'ofd' },
      'file unpacks-too-large',
    ],
  ])('%s is refused by name and not listed', async (_what, content, file, reason) => {
    expect(await refusalOf(content, file)).toEqual({ status: 400, fields: [reason] });
  });

  it('is refused before it starts: too large, empty, of another type or piece, with a path in its name', async () => {
    const good = announcement(NOTICE, 'a.pdf', 'pdf', pdf());
    const cases: [object, string, string][] = [
      [{ size: 20 * 1024 * 1024 + 1 }, 'size', 'too-large'],
      [{ size: 0 }, 'size', 'too-small'],
      [{ type: 'exe' }, 'type', 'not-an-option'],
      [{ evidenceId: 'lease' }, 'evidenceId', 'not-an-option'],
      [{ name: '../a.pdf' }, 'name', 'format'],
      [{ sha256: 'abc' }, 'sha256', 'format'],
    ];
    for (const [change, path, reason] of cases) {
      const body = { ...good, ...change };
      expect(await subsidies.call('startUpload', who, { params: award, body })).toMatchObject({
        status: 400,
        body: { fields: [{ path, reason }] },
      });
    }
    expect(
      (await subsidies.tables.itemsOf('subsidies')).filter(({ pk }) => String(pk).endsWith(String(who.uscc))),
    ).toEqual([]);
  });

  it('number eleven is refused, also when all come at once', async () => {
    const announced = Array.from({ length: 14 }, (_, index) =>
      subsidies.call('startUpload', who, {
        params: award,
        body: announcement(NOTICE, `${index}.pdf`, 'pdf', pdf(String(index))),
      }),
    );
    const answers = await Promise.all(announced);
    const taken = answers.filter(({ status }) => status === 201).length;
    expect(taken).toBeLessThanOrEqual(10);
    // Whoever was only told to wait comes again.
    for (let more = taken; more < 10; more += 1)
      await start(pdf(`again ${more}`), { name: 'a.pdf', type: 'pdf' });
    const eleventh = { params: award, body: announcement(NOTICE, 'a.pdf', 'pdf', pdf('eleven')) };
    expect(await subsidies.call('startUpload', who, eleventh)).toMatchObject({
      status: 409,
      body: { code: 'too-many-attachments' },
    });
  });

  it('lets a submission go with what it was looked at with: a file that comes between is not lost', async () => {
    await upload(pdf());
    const body = { uscc: who.uscc, policyId: 'resumption-award', answers: goodAnswers };
    const [submitted] = await Promise.all([
      subsidies.call('submitApplication', who, { body }),
      start(pdf('late'), { name: 'late.pdf', type: 'pdf' }).catch(() => undefined),
    ]);
    expect(submitted.status).toBe(201);
    const params = { applicationId: String(submitted.body['applicationId']) };
    expect((await subsidies.ok('getApplication', who, { params })).attachments).toHaveLength(1);
  });
});

describe('Evidence that a policy requires', () => {
  it('is named where it is missing, and nothing is stored', async () => {
    const cases = async () =>
      (await subsidies.tables.itemsOf('subsidies')).filter(({ sk }) => sk === 'CASE').length;
    const before = await cases();
    const answers = { outputPercent: 120, scale: 'above', truthful: true };
    const body = { uscc: who.uscc, policyId: 'full-production', answers };
    expect(await subsidies.call('submitApplication', who, { body })).toMatchObject({
      status: 400,
      body: { code: 'invalid-input', fields: [{ path: 'evidence.outputReport', reason: 'required' }] },
    });
    expect(await cases()).toBe(before);
  });
});

describe('A submitted attachment', () => {
  it('is frozen with the form, and its digest with the trail', async () => {
    const id = await upload(pdf());
    const applicationId = await subsidies.submit(who);
    const items = await subsidies.tables.itemsOf('subsidies');
    const form = items.find(({ pk, sk }) => pk === `APPLICATION#${applicationId}` && sk === 'FORM#0001');
    expect(form?.['attachments']).toEqual([
      {
        attachmentId: id,
        evidenceId: NOTICE,
        name: '回执.pdf',
        type: 'pdf',
        size: pdf().length,
        sha256: sha256Of(pdf()),
        objectVersion: expect.stringMatching(/^\w{32}$/),
        scan: 'not-scanned',
        uploadedAt: OPENING.toISOString(),
      },
    ]);
    const events = await subsidies.tables.itemsOf('audit');
    expect(events.find(({ pk }) => pk === `APPLICATION#${applicationId}`)?.['detail']).toEqual({
      attachments: 1,
      evidence: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(
      items.some(
        ({ pk, sk }) => pk === `EVIDENCE#${sha256Of(pdf())}` && sk === `APPLICATION#${applicationId}`,
      ),
    ).toBe(true);
  });

  it('written over since is refused at approval by name, and may still be returned', async () => {
    const id = await upload(pdf(`of ${number} alone`));
    const applicationId = await subsidies.submit(who);
    await subsidies.open(applicationId, 'officeAcceptance');
    await bucket.overwrite(id, pdf('forged'));
    expect(await subsidies.decide(applicationId, office(1))).toMatchObject({
      status: 409,
      body: {
        code: 'attachment-changed',
        fields: [{ path: `evidence.${NOTICE}`, reason: 'not-as-submitted' }],
      },
    });
    expect((await subsidies.stored(applicationId))['decisions']).toEqual([]);
    const corrections = [{ field: `evidence.${NOTICE}`, note: '请重新上传' }];
    const verdict = { outcome: 'return' as const, reasonCode: 'material-incomplete' as const, corrections };
    expect((await subsidies.decide(applicationId, office(1), verdict)).status).toBe(200);
  });

  it('that another application holds is flagged, whosever it is; an earlier try for the same award is not', async () => {
    const invoice = pdf(`invoice ${number}`);
    await upload(invoice);
    const first = await subsidies.submit(who);
    await subsidies.ok('withdrawApplication', who, {
      params: { applicationId: first },
      body: { version: 1 },
    });
    await upload(invoice);
    const again = await subsidies.submit(who);
    expect((await subsidies.stored(again))['openFlags']).toBeUndefined();

    const other = applicant(number + 500);
    await upload(invoice, { name: '发票.pdf', type: 'pdf' }, other);
    const reused = await subsidies.submit(other);
    const heldBy = [first, again].sort().map((applicationId) => ({ applicationId, uscc: who.uscc }));
    expect((await subsidies.stored(reused))['openFlags']).toEqual([
      { kind: 'evidence-reused', heldBy, count: 2 },
    ]);
    await subsidies.open(reused, 'officeAcceptance');
    expect((await subsidies.decide(reused, office(1))).body.code).toBe('flag-not-cleared');
    const review = await subsidies.ok('getReview', auditor, { params: { applicationId: again } });
    expect(review.flags).toMatchObject([
      { flag: { kind: 'evidence-reused' }, standing: 'since', others: [{ applicationId: reused }] },
    ]);
  });

  it('is given to its enterprise, its office, the bureau and the auditor, and to nobody else', async () => {
    const attachmentId = await upload(pdf());
    const applicationId = await subsidies.submit(who);
    const params = { applicationId, attachmentId };
    expect(await subsidies.call('getAttachment', applicant(number + 500), { params })).toMatchObject({
      status: 403,
      body: { code: 'not-your-application' },
    });
    expect(await subsidies.call('downloadAttachment', office(2, 'south'), { params })).toMatchObject({
      status: 403,
      body: { code: 'outside-your-area' },
    });
    const before = (await subsidies.tables.itemsOf('audit')).length;
    for (const officer of [office(1), bureau(1), auditor]) {
      const sent = { params, key: `download-by-${officer.sub}` };
      const { url } = await subsidies.ok('downloadAttachment', officer, sent);
      expect(await subsidies.ok('downloadAttachment', officer, sent)).toEqual({
        url,
        expiresAt: expect.any(String),
      });
      expect((await fetch(url)).status).toBe(200);
    }
    const events = (await subsidies.tables.itemsOf('audit')).filter(
      ({ action }) => action === 'downloadAttachment',
    );
    expect((await subsidies.tables.itemsOf('audit')).length).toBe(before + 3);
    expect(events.map(({ by, detail }) => [by, detail])).toEqual(
      expect.arrayContaining([[auditor.sub, { applicationId, attachmentId }]]),
    );
    const wrong = { params: { applicationId, attachmentId: '0'.repeat(26) } };
    expect((await subsidies.call('downloadAttachment', auditor, wrong)).body.code).toBe(
      'attachment-not-found',
    );
  });

  it('is replaced by a correction where it was marked, and only there', async () => {
    const notice = await upload(pdf('notice'));
    const roster = png(number);
    const {
      attachmentId: list,
      url,
      headers,
    } = await start(roster, { name: '名册.png', type: 'png', evidenceId: 'workersBack' });
    await send(url, headers, roster);
    await subsidies.ok('completeUpload', who, { params: { ...award, attachmentId: list } });
    const applicationId = await subsidies.submit(who);
    await subsidies.open(applicationId, 'officeAcceptance');
    const corrections = [{ field: `evidence.${NOTICE}`, note: '盖章不清楚' }];
    await subsidies.decide(applicationId, office(1), {
      outcome: 'return',
      reasonCode: 'material-incomplete',
      corrections,
    });
    await subsidies.step('awaitCorrection', {
      applicationId,
      stage: 'officeAcceptance',
      dueAt: '2020-03-10T16:00:00.000Z',
      taskToken: 'token-of-a-correction',
    });
    const better = await upload(pdf('clear'));
    const { version } = await subsidies.ok('getApplication', who, { params: { applicationId } });
    const sent = (attachments: string[]) => ({
      params: { applicationId },
      body: { version, answers: goodAnswers, attachments },
    });
    expect(await subsidies.call('resubmitApplication', who, sent([better]))).toMatchObject({
      status: 400,
      body: { fields: [{ path: 'evidence.workersBack', reason: 'not-marked-for-correction' }] },
    });
    expect((await subsidies.call('resubmitApplication', who, sent(['0'.repeat(26)]))).status).toBe(404);
    await subsidies.ok('resubmitApplication', who, sent([better, list]));

    const review = await subsidies.ok('getReview', office(1), { params: { applicationId } });
    expect(review.attachments.map(({ attachmentId }) => attachmentId)).toEqual([better, list]);
    expect(review.previousAttachments?.map(({ attachmentId }) => attachmentId)).toEqual([notice, list]);
    expect((await subsidies.ok('listUploads', who, { params: award })).attachments).toEqual([]);
    await subsidies.open(applicationId, 'officeAcceptance');
    expect((await subsidies.decide(applicationId, office(1))).status).toBe(200);
    // What was replaced can still be looked at.
    const params = { applicationId, attachmentId: notice };
    expect((await fetch((await subsidies.ok('getAttachment', who, { params })).url)).status).toBe(200);
  });
});

describe('The virus scanner', () => {
  /** A daemon that speaks clamd's INSTREAM and finds whatever holds the word `virus`. */
  async function daemon(
    respond: (content: Buffer) => string,
  ): Promise<{ address: string; received: Buffer[]; close(): void }> {
    const received: Buffer[] = [];
    const server = createServer((socket) => {
      let read = Buffer.alloc(0);
      const pieces: Buffer[] = [];
      socket.on('error', () => undefined);
      socket.on('data', (part) => {
        read = Buffer.concat([read, part]);
        if (!read.subarray(0, 10).equals(Buffer.from('zINSTREAM\0'))) return;
        for (let place = 10; place + 4 <= read.length; ) {
          const length = read.readUInt32BE(place);
          if (length === 0) {
            received.push(Buffer.concat(pieces));
            socket.end(`${respond(Buffer.concat(pieces))}\0`);
            return;
          }
          if (place + 4 + length > read.length) break;
          pieces.push(read.subarray(place + 4, place + 4 + length));
          read = Buffer.concat([read.subarray(0, 10), read.subarray(place + 4 + length)]);
          place = 10;
        }
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return {
      address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
      received,
      close: () => server.close(),
    };
  }
  const findsTheWord = (content: Buffer) =>
    content.includes('virus') ? 'stream: Word.Test FOUND' : 'stream: OK';

  it('is sent the whole content, whatever its size, and believed', async () => {
    const { address, received, close } = await daemon(findsTheWord);
    const scanner = virusScannerAt(address);
    const large = Buffer.alloc(700_001, 7);
    expect(await scanner.scan(large)).toBe('clean');
    expect(received[0]?.equals(large)).toBe(true);
    expect(await scanner.scan(Buffer.from('a virus'))).toBe('infected');
    close();
  });

  it('that is not there, refuses or says something else, lets nothing through', async () => {
    const { address, close } = await daemon(() => 'INSTREAM size limit exceeded. ERROR');
    await expect(virusScannerAt(address).scan(pdf())).rejects.toMatchObject({
      code: 'temporarily-unavailable',
    });
    close();
    await expect(virusScannerAt('127.0.0.1:9').scan(pdf())).rejects.toMatchObject({
      code: 'temporarily-unavailable',
    });
  });

  it('where there is none, is stated', async () => {
    expect(await virusScannerAt('').scan(pdf())).toBe('not-scanned');
  });
});
