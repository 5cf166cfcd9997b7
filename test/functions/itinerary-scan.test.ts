import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { carrierNames, demoNumber, type NumberKind } from '../../local/carriers/numbers.ts';
import { openMeteredDoor } from '../bench/capacity.ts';
import { patiently } from '../builders/http-calls.ts';
import { GATE_OPENS, type ItineraryUnderTest, openItinerary } from '../builders/itinerary.ts';
import { setClock } from '../builders/subsidies.ts';

let itinerary: ItineraryUnderTest;
let venueToken: string;
const later = (seconds: number) => new Date(GATE_OPENS.getTime() + seconds * 1000);

beforeAll(async () => {
  itinerary = await openItinerary();
  venueToken = await itinerary.poster();
});
afterAll(() => itinerary.close());
beforeEach(() => setClock(GATE_OPENS));

/** Goes from the poster to the verdict. */
async function scan(kind: NumberKind, serial = 0, carrier: 0 | 1 | 2 = 0) {
  const body = await itinerary.request(venueToken, demoNumber(kind, carrier, serial));
  return itinerary.ok('recordScan', undefined, { body });
}

/** The stored scans, newest state. */
async function scans() {
  const items = await itinerary.tables.itemsOf('itinerary');
  return items.filter(({ sk }) => sk === 'SCAN');
}

describe('A scan', () => {
  it.each([
    ['zone-only', 'green', 'enter', undefined],
    ['lagging', 'green', 'enter', undefined],
    ['other-places', 'yellow', 'show-health-certificate', '411400'],
    ['high-incidence', 'red', 'central-quarantine', '420100'],
    ['abroad', 'red', 'key-attention-lane', 'ITA'],
  ] as const)(
    'of a number of the kind %s is %s, next step %s, and says which stay decided',
    async (kind, colour, nextStep, place) => {
      const { verdict, mayEnter, maskedNumber } = await scan(kind, 1);
      expect(verdict).toMatchObject({ colour, nextStep, provisional: false });
      expect(verdict.decidingStay?.place.code).toBe(place);
      expect(mayEnter).toBe(colour === 'green');
      expect(maskedNumber).toMatch(/^199\*{4}\d{4}$/);
    },
  );

  it('finds the owner of a number among the three carriers, whatever its prefix', async () => {
    for (const carrier of [0, 1, 2] as const)
      expect((await scan('zone-only', 2, carrier)).verdict.colour).toBe('green');
  });

  it('keeps no number, no place beyond the one that decided, and ends after 14 days', async () => {
    const { scanId } = await scan('other-places', 3);
    const stored = (await scans()).find((item) => item['scanId'] === scanId);
    expect(JSON.stringify(stored)).not.toContain(demoNumber('other-places', 0, 3));
    expect(JSON.stringify(stored)).not.toContain('410100');
    expect(stored).toMatchObject({
      maskedNumber: '199****1003',
      expiresAt: GATE_OPENS.getTime() / 1000 + 14 * 86_400,
    });
  });

  it('sent 100 times at once is one row, and everyone gets its verdict', async () => {
    const body = await itinerary.request(venueToken, demoNumber('other-places', 0, 4));
    const before = (await scans()).length;
    const answers = await Promise.all(
      Array.from({ length: 100 }, () =>
        patiently((key) => itinerary.call('recordScan', undefined, { body, key })),
      ),
    );
    expect((await scans()).length).toBe(before + 1);
    const seen = answers.map(({ status, body: { scanId, verdict } }) =>
      JSON.stringify([status, scanId, verdict]),
    );
    expect(new Set(seen).size).toBe(1);
    expect(answers[0]?.status).toBe(200);
  });

  it('repeated later gives the stored verdict with a fresh pass', async () => {
    const body = await itinerary.request(venueToken, demoNumber('other-places', 0, 5));
    const first = await itinerary.ok('recordScan', undefined, { body });
    setClock(later(90));
    const again = await itinerary.ok('recordScan', undefined, { body });
    expect(again).toMatchObject({ scanId: first.scanId, verdict: first.verdict, scannedAt: first.scannedAt });
    expect(again.passExpiresAt).toBe(later(150).toISOString());
  });

  it('costs one write unit and no read, in one call', async () => {
    const door = await openMeteredDoor(itinerary.tables.url);
    process.env['AWS_ENDPOINT_URL_DYNAMODB'] = door.url;
    await itinerary.coldStart();
    const body = await itinerary.request(venueToken, demoNumber('other-places', 0, 6));
    door.seen.length = 0;
    await itinerary.ok('recordScan', undefined, { body });
    expect(door.seen.map(({ operation, units }) => [operation, units])).toEqual([['PutItem', 1]]);
    process.env['AWS_ENDPOINT_URL_DYNAMODB'] = itinerary.tables.url;
    await itinerary.coldStart();
    door.close();
  });
});

describe('A refused scan stores nothing:', () => {
  const forged = () => venueToken.slice(0, -2) + (venueToken.endsWith('AA') ? 'BB' : 'AA');
  const number = demoNumber('zone-only', 0, 7);
  it.each([
    ['a forged venue token', () => ({ venueToken: forged() }), 'venue-token-invalid'],
    ['a challenge for a poster', () => ({ venueToken: 'A'.repeat(80) }), 'venue-token-invalid'],
    ['no consent', () => ({ consent: false }), 'invalid-input'],
    ['a number that is none', () => ({ phoneNumber: '12345' }), 'invalid-input'],
    ['a field too many', () => ({ uscc: '91410173MA0000001X' }), 'invalid-input'],
  ])('%s', async (_what, change, code) => {
    const before = JSON.stringify(await itinerary.tables.itemsOf('itinerary'));
    const body = { venueToken, phoneNumber: number, consent: true, ...change() };
    const answer = await itinerary.call('requestItinerary', undefined, { body });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.body.code).toBe(code);
    expect(JSON.stringify(answer.body)).not.toContain(number);
    expect(JSON.stringify(await itinerary.tables.itemsOf('itinerary'))).toBe(before);
  });

  it('a wrong code, a missing code, a forged and an expired challenge', async () => {
    const before = JSON.stringify(await itinerary.tables.itemsOf('itinerary'));
    const { challenge, code = '' } = await itinerary.request(venueToken, number);
    const wrong = code === '000000' ? '000001' : '000000';
    const refusal = async (body: object) => (await itinerary.call('recordScan', undefined, { body })).body;
    expect(await refusal({ challenge, code: wrong })).toMatchObject({ code: 'verification-code-wrong' });
    expect(await refusal({ challenge })).toMatchObject({
      code: 'invalid-input',
      fields: [{ path: 'code', reason: 'required' }],
    });
    expect(await refusal({ challenge: `${challenge}x`, code })).toMatchObject({ code: 'challenge-invalid' });
    setClock(later(300));
    expect(await refusal({ challenge, code })).toMatchObject({ code: 'challenge-expired' });
    expect(JSON.stringify(await itinerary.tables.itemsOf('itinerary'))).toBe(before);
  });
});

describe('Carriers', () => {
  it('do not betray whether a number exists: unknown and known are answered alike, and no code proves right', async () => {
    const ask = (phoneNumber: string) =>
      itinerary.call('requestItinerary', undefined, { body: { venueToken, phoneNumber, consent: true } });
    const [known, unknown] = [
      await ask(demoNumber('zone-only', 0, 8)),
      await ask(demoNumber('unknown', 0, 8)),
    ];
    const shape = ({ status, body }: typeof known) => [
      status,
      Object.keys(body),
      body['codeRequired'],
      String(body['challenge']).length,
    ];
    expect(shape(unknown)).toEqual(shape(known));
    const body = { challenge: unknown.body['challenge'], code: '123456' };
    expect((await itinerary.call('recordScan', undefined, { body })).body.code).toBe(
      'verification-code-wrong',
    );
  });

  it('that are all down lead to a provisional yellow with a manual check, without a code, never to green', async () => {
    for (const carrier of carrierNames) await itinerary.switchCarrier(carrier, false);
    const requested = await itinerary.ok('requestItinerary', undefined, {
      body: { venueToken, phoneNumber: demoNumber('zone-only', 0, 9), consent: true },
    });
    expect(requested.codeRequired).toBe(false);
    const body = { challenge: requested.challenge };
    const { verdict, mayEnter } = await itinerary.ok('recordScan', undefined, { body });
    expect(verdict).toMatchObject({ colour: 'yellow', nextStep: 'manual-check', provisional: true });
    expect(mayEnter).toBe(false);
    for (const carrier of carrierNames) await itinerary.switchCarrier(carrier, true);
    await itinerary.coldStart();
  });

  it('of which another is down still serve a number of their own', async () => {
    await itinerary.switchCarrier('china-unicom', false);
    expect((await scan('zone-only', 10)).verdict.colour).toBe('green');
    await itinerary.switchCarrier('china-unicom', true);
    await itinerary.coldStart();
  });

  it('too slow to answer count as down for this person', async () => {
    expect((await scan('slow', 1)).verdict).toMatchObject({ colour: 'yellow', provisional: true });
    await itinerary.coldStart();
  });
});

describe('Nothing that is written anywhere', () => {
  it('holds a number, a code or a place: not on the console, also when the database fails', async () => {
    const said: string[] = [];
    const keep = (...words: unknown[]) => void said.push(words.map(String).join(' '));
    const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((method) =>
      vi.spyOn(console, method).mockImplementation(keep),
    );
    const number = demoNumber('high-incidence', 0, 11);
    const body = await itinerary.request(venueToken, number);
    process.env['AWS_ENDPOINT_URL_DYNAMODB'] = 'http://127.0.0.1:9';
    await itinerary.coldStart();
    const failed = await itinerary.call('recordScan', undefined, { body });
    process.env['AWS_ENDPOINT_URL_DYNAMODB'] = itinerary.tables.url;
    await itinerary.coldStart();
    const worked = await itinerary.call('recordScan', undefined, { body });
    for (const spy of spies) spy.mockRestore();
    expect([failed.status, worked.status]).toEqual([503, 200]);
    expect(said.length).toBeGreaterThan(0);
    for (const secret of [number, body.code ?? '', '420100', '武汉'])
      expect(said.join('\n') + JSON.stringify(failed.body)).not.toContain(secret);
  });
});
