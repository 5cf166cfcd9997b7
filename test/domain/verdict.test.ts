import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rulesInForce } from '../../domain/itinerary/rules/published.ts';
import type { Itinerary, Place, Stay } from '../../domain/itinerary/stay.ts';
import { inForce, judge } from '../../domain/itinerary/verdict.ts';

/** 09:00 in Shanghai: the window of 14 days begins with 7 February. */
const NOW = new Date('2020-02-21T01:00:00.000Z');
const HOUR = 3_600_000;
const { pack, risk } = rulesInForce(NOW);

const places = {
  zhengzhou: { kind: 'division', code: '410100', name: '郑州市' },
  shangqiu: { kind: 'division', code: '411400', name: '商丘市' },
  wuhan: { kind: 'division', code: '420100', name: '武汉市' },
  italy: { kind: 'country', code: 'ITA', name: '意大利' },
} satisfies Record<string, Place>;

const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * HOUR).toISOString();
const stay = (place: Place, from: number, to?: number): Stay => ({
  place,
  from: hoursAgo(from),
  ...(to === undefined ? {} : { to: hoursAgo(to) }),
});
const verdictOf = (stays: Stay[]) => judge({ stays, asOf: hoursAgo(2) }, pack, risk, NOW);
const home = stay(places.zhengzhou, 400);

describe('The measure by grade (分级分色)', () => {
  it.each([
    ['only at home', [home], 'green', 'enter', 'home'],
    [
      'in another place',
      [home, stay(places.shangqiu, 90, 60)],
      'yellow',
      'show-health-certificate',
      'elsewhere',
    ],
    ['in Hubei', [home, stay(places.wuhan, 90, 60)], 'red', 'central-quarantine', 'high-incidence'],
    ['abroad', [home, stay(places.italy, 90, 60)], 'red', 'key-attention-lane', 'abroad'],
    [
      'in Hubei and then in another place',
      [stay(places.wuhan, 200, 150), stay(places.shangqiu, 90, 60), home],
      'red',
      'central-quarantine',
      'high-incidence',
    ],
  ] as const)('of who has been %s', (_where, stays, colour, nextStep, rule) => {
    expect(verdictOf([...stays])).toMatchObject({ colour, nextStep, provisional: false, rule: { id: rule } });
  });

  it('names the rule, its pack, the list and the latest stay that decided, and how old the data is', () => {
    const later = stay(places.shangqiu, 90, 60);
    expect(verdictOf([later, stay(places.shangqiu, 300, 250), home])).toEqual({
      colour: 'yellow',
      nextStep: 'show-health-certificate',
      provisional: false,
      rule: { id: 'elsewhere', packVersion: pack.version, reason: pack.rules[2]?.reason },
      riskListVersion: risk.version,
      decidingStay: later,
      dataAsOf: hoursAgo(2),
    });
  });

  it('does not count a stay of less than 4 hours: a tower at the border may be the neighbour’s', () => {
    expect(verdictOf([home, stay(places.wuhan, 50, 46.01)]).colour).toBe('green');
    expect(verdictOf([home, stay(places.wuhan, 50, 46)]).colour).toBe('red');
  });

  it('counts a stay that reaches into the first day of the window, and none that ended before', () => {
    const windowStart = Date.parse('2020-02-06T16:00:00.000Z');
    const until = (moment: number): Stay => ({
      place: places.wuhan,
      from: '2020-01-25T00:00:00.000Z',
      to: new Date(moment).toISOString(),
    });
    expect(verdictOf([home, until(windowStart - 1)]).colour).toBe('green');
    expect(verdictOf([home, until(windowStart)]).colour).toBe('red');
  });

  it('counts a stay that has not ended up to now', () => {
    expect(verdictOf([home, stay(places.wuhan, 3)]).colour).toBe('green');
    expect(verdictOf([home, stay(places.wuhan, 5)]).colour).toBe('red');
  });
});

describe('A verdict from nothing', () => {
  it.each<[string, Itinerary | undefined]>([
    ['no carrier answered', undefined],
    ['the carrier knows no stay', { stays: [], asOf: hoursAgo(2) }],
    ['no stay is in the window', { stays: [stay(places.zhengzhou, 900, 800)], asOf: hoursAgo(2) }],
    ['no stay is long enough', { stays: [stay(places.zhengzhou, 10, 9)], asOf: hoursAgo(2) }],
  ])('is a provisional yellow with a manual check where %s', (_why, itinerary) => {
    const verdict = judge(itinerary, pack, risk, NOW);
    expect(verdict).toMatchObject({ colour: 'yellow', nextStep: 'manual-check', provisional: true });
    expect(verdict.decidingStay).toBeUndefined();
  });
});

const anyPlace = fc.constantFrom<Place>(...Object.values(places));
const anyStay = fc
  .tuple(anyPlace, fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 200 }), fc.boolean())
  .map(([place, to, length, open]) => stay(place, to + length, open ? undefined : to));
const anyStays = fc.array(anyStay, { maxLength: 12 });
const severity = { green: 0, yellow: 1, red: 2 };

describe('Whatever a carrier reports,', () => {
  it('the order of its stays changes nothing', () => {
    fc.assert(
      fc.property(
        anyStays.chain((stays) =>
          fc.tuple(fc.constant(stays), fc.shuffledSubarray(stays, { minLength: stays.length })),
        ),
        ([stays, shuffled]) => {
          expect(verdictOf(shuffled)).toEqual(verdictOf(stays));
        },
      ),
    );
  });

  it('one more stay never makes a verdict better, once there is one from data', () => {
    fc.assert(
      fc.property(anyStays, anyStay, (stays, more) => {
        const before = verdictOf(stays);
        fc.pre(!before.provisional);
        expect(severity[verdictOf([...stays, more]).colour]).toBeGreaterThanOrEqual(severity[before.colour]);
      }),
    );
  });

  it('green means that every stay that counts was at home, and that there is one', () => {
    fc.assert(
      fc.property(anyStays, (stays) => {
        const away = stays.filter(({ place }) => place.code !== '410100');
        const withoutAway = stays.filter(({ place }) => place.code === '410100');
        if (verdictOf(stays).colour === 'green') {
          expect(verdictOf(away).provisional).toBe(true);
          expect(verdictOf(withoutAway).provisional).toBe(false);
        }
      }),
    );
  });
});

describe('The version in force', () => {
  const versions = ['2020-01-20T16:00:00.000Z', '2020-02-05T16:00:00.000Z', '2020-03-01T16:00:00.000Z'].map(
    (effectiveFrom) => ({ effectiveFrom }),
  );
  it('is the latest that has begun, to the millisecond, whatever the order of the list', () => {
    const at = (moment: string) => inForce(versions.toReversed(), new Date(moment)).effectiveFrom;
    expect(at('2020-02-05T15:59:59.999Z')).toBe(versions[0]?.effectiveFrom);
    expect(at('2020-02-05T16:00:00.000Z')).toBe(versions[1]?.effectiveFrom);
    expect(at('2020-12-31T00:00:00.000Z')).toBe(versions[2]?.effectiveFrom);
  });

  it('does not exist before the first', () => {
    expect(() => inForce(versions, new Date('2020-01-01T00:00:00.000Z'))).toThrow(RangeError);
  });

  it('judges the same itinerary by the list of its day', () => {
    const wider = {
      ...risk,
      version: 'wider',
      areas: [{ prefix: '4114', name: { zh: '商丘', en: 'Shangqiu' } }],
    };
    const itinerary = { stays: [home, stay(places.shangqiu, 90, 60)], asOf: hoursAgo(2) };
    expect(judge(itinerary, pack, risk, NOW).colour).toBe('yellow');
    expect(judge(itinerary, pack, wider, NOW)).toMatchObject({ colour: 'red', riskListVersion: 'wider' });
  });
});
