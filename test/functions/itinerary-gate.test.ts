import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Certificate } from '../../domain/itinerary/certificate.ts';
import { demoNumber, type NumberKind } from '../../local/carriers/numbers.ts';
import { bureau } from '../builders/enterprises.ts';
import {
  admin,
  GATE_OPENS,
  gateOfficer,
  type ItineraryUnderTest,
  openItinerary,
} from '../builders/itinerary.ts';
import { setClock } from '../builders/subsidies.ts';

let itinerary: ItineraryUnderTest;
let venueToken: string;
let serial = 0;
const later = (seconds: number) => new Date(GATE_OPENS.getTime() + seconds * 1000);

beforeAll(async () => {
  itinerary = await openItinerary();
  venueToken = await itinerary.poster();
});
afterAll(() => itinerary.close());
beforeEach(() => setClock(GATE_OPENS));

async function scan(kind: NumberKind) {
  serial += 1;
  const body = await itinerary.request(venueToken, demoNumber(kind, 0, serial));
  return itinerary.ok('recordScan', undefined, { body });
}

const good: Certificate = {
  issuer: '示例镇人民政府',
  issuerLevel: 'township',
  division: '411481',
  issuedOn: '2020-02-20',
};
const verify = (scanId: string, change: Partial<Certificate> = {}, key?: string) =>
  itinerary.call('verifyCertificate', gateOfficer, {
    body: { scanId, certificate: { ...good, ...change } },
    ...(key ? { key } : {}),
  });
const auditOf = async (scanId: string) =>
  (await itinerary.tables.itemsOf('audit')).filter(({ pk }) => String(pk).includes(scanId));

describe('An officer at a gate', () => {
  it('reads off a pass the colour, the next step and the masked number, and no place that was visited', async () => {
    const { pass, scanId } = await scan('high-incidence');
    const seen = await itinerary.ok('verifyPass', gateOfficer, { body: { pass } });
    expect(seen).toMatchObject({ scanId, colour: 'red', nextStep: 'central-quarantine', mayEnter: false });
    expect(JSON.stringify(seen)).not.toContain('武汉');
    expect(JSON.stringify(seen)).not.toContain('4201');
  });

  it('is told that a pass is over after 60 seconds, and that a forged one is none', async () => {
    const { pass } = await scan('zone-only');
    const refusal = async (body: object) =>
      (await itinerary.call('verifyPass', gateOfficer, { body })).body.code;
    expect(await refusal({ pass: `${pass.slice(0, -1)}${pass.endsWith('A') ? 'B' : 'A'}` })).toBe(
      'pass-invalid',
    );
    expect(await refusal({ pass: venueToken })).toBe('pass-invalid');
    setClock(later(60));
    expect(await refusal({ pass })).toBe('pass-expired');
  });

  it('lets a yellow code in at once by a good certificate, with one event; the pass says so from then on', async () => {
    const { pass, scanId } = await scan('other-places');
    expect(await verify(scanId)).toMatchObject({ status: 200, body: { result: 'accepted', mayEnter: true } });
    const seen = await itinerary.ok('verifyPass', gateOfficer, { body: { pass } });
    expect(seen).toMatchObject({ colour: 'yellow', mayEnter: true });
    expect(await auditOf(scanId)).toMatchObject([
      { action: 'verifyCertificate', to: 'accepted', by: 'gate-1' },
    ]);
  });

  it('refuses a certificate of a village or out of date with the reason, on record, and the code stays yellow', async () => {
    const { pass, scanId } = await scan('other-places');
    for (const [change, result] of [
      [{ issuerLevel: 'village' }, 'level-too-low'],
      [{ issuedOn: '2020-02-06' }, 'expired'],
      [{ issuedOn: '2020-02-22' }, 'dated-in-future'],
    ] as const)
      expect((await verify(scanId, change)).body).toMatchObject({ result, mayEnter: false });
    expect(await itinerary.ok('verifyPass', gateOfficer, { body: { pass } })).toMatchObject({
      mayEnter: false,
    });
    expect((await auditOf(scanId)).map(({ to }) => to).sort()).toEqual([
      'dated-in-future',
      'expired',
      'level-too-low',
    ]);
  });

  it('sending the same certificate again, or ten times at once, leaves one event and one answer', async () => {
    const { scanId } = await scan('other-places');
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => verify(scanId, {}, 'one-key-for-all')),
    );
    expect(
      new Set(answers.map(({ status, body }) => JSON.stringify([status, body['result'], body['mayEnter']]))),
    ).toEqual(new Set(['[200,"accepted",true]']));
    expect(await auditOf(scanId)).toHaveLength(1);
  });

  it.each(['zone-only', 'high-incidence', 'abroad'] as const)(
    'cannot use a certificate for a code of the kind %s',
    async (kind) => {
      const { scanId } = await scan(kind);
      expect(await verify(scanId)).toMatchObject({ status: 409, body: { code: 'certificate-not-needed' } });
      expect(await auditOf(scanId)).toEqual([]);
    },
  );

  it('finds no scan that does not exist, nor one whose 14 days are over, though its row is still there', async () => {
    const { scanId } = await scan('other-places');
    expect((await verify('a-scan-that-does-not-exist')).body.code).toBe('scan-not-found');
    setClock(later(14 * 86_400));
    expect((await verify(scanId)).body.code).toBe('scan-not-found');
    expect(await auditOf(scanId)).toEqual([]);
  });

  it('is an officer: nobody else may verify', async () => {
    const { pass, scanId } = await scan('other-places');
    const body = { scanId, certificate: good };
    for (const actor of [admin, bureau(1)]) {
      expect((await itinerary.call('verifyPass', actor, { body: { pass } })).status).toBe(403);
      expect((await itinerary.call('verifyCertificate', actor, { body })).status).toBe(403);
    }
    expect((await itinerary.call('verifyPass', undefined, { body: { pass } })).status).toBe(401);
    expect(await auditOf(scanId)).toEqual([]);
  });
});

describe('Venues', () => {
  it('are registered once, however often the request is repeated', async () => {
    const sent = { body: { name: '示例酒店', kind: 'hotel', officeId: 'airport-south' }, key: 'the-hotel' };
    const [first, second] = [
      await itinerary.ok('createVenue', admin, sent),
      await itinerary.ok('createVenue', admin, sent),
    ];
    expect(second).toEqual(first);
    const other = { ...sent, body: { ...sent.body, name: '另一家示例酒店' } };
    expect((await itinerary.call('createVenue', admin, other)).body.code).toBe('idempotency-key-reused');
  });

  it('of an office that the zone does not have are refused, naming the field and the offices there are', async () => {
    const body = { name: '示例酒店', kind: 'hotel', officeId: 'elsewhere' };
    const answer = await itinerary.call('createVenue', admin, { body });
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'invalid-input', fields: [{ path: 'officeId', reason: 'not-an-option' }] },
    });
    expect(answer.body.fields?.[0]).toHaveProperty(
      'expected',
      'airport-north, airport-south, logistics-park',
    );
  });

  it('are listed page by page, each exactly once', async () => {
    for (let index = 0; index < 5; index += 1)
      await itinerary.ok('createVenue', admin, {
        body: { name: `示例商店 ${index}`, kind: 'shop', officeId: 'airport-north' },
      });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: '2', ...(cursor ? { cursor } : {}) };
      const page = await itinerary.ok('listVenues', admin, { query });
      expect(page.venues.length).toBeLessThanOrEqual(2);
      seen.push(...page.venues.map(({ venueId }) => venueId));
      cursor = page.nextCursor;
    } while (cursor);
    const stored = (await itinerary.tables.itemsOf('itinerary')).filter(({ pk }) => pk === 'VENUES');
    expect(seen.toSorted()).toEqual(stored.map(({ sk }) => String(sk)).toSorted());
  });

  it('that nobody registered have no poster', async () => {
    const answer = await itinerary.call('getVenuePoster', admin, { params: { venueId: '0000000000' } });
    expect(answer).toMatchObject({ status: 404, body: { code: 'venue-not-found' } });
  });
});
