import { describe, expect, it } from 'vitest';
import { type Certificate, examineCertificate, issuerLevels } from '../../domain/itinerary/certificate.ts';
import { maskPhoneNumber } from '../../domain/itinerary/phone-number.ts';
import { rulesInForce } from '../../domain/itinerary/rules/published.ts';
import { newVenueId } from '../../domain/itinerary/venue-id.ts';

/** 23:59 in Shanghai on 21 February, when it is still the afternoon in UTC. */
const NOW = new Date('2020-02-21T15:59:59.000Z');
const { pack } = rulesInForce(NOW);
const certificate: Certificate = {
  issuer: '示例镇人民政府',
  issuerLevel: 'township',
  division: '411481',
  issuedOn: '2020-02-20',
};
const examined = (change: Partial<Certificate>) =>
  examineCertificate({ ...certificate, ...change }, pack, NOW);

describe('A health certificate (健康证明)', () => {
  it('counts from township level upwards, and not below', () => {
    const results = issuerLevels.map((issuerLevel) => examined({ issuerLevel }));
    expect(results).toEqual(['level-too-low', 'accepted', 'accepted', 'accepted', 'accepted']);
  });

  it('is good on the day of issue and for 14 days after, by the days of Shanghai', () => {
    expect(examined({ issuedOn: '2020-02-21' })).toBe('accepted');
    expect(examined({ issuedOn: '2020-02-07' })).toBe('accepted');
    expect(examined({ issuedOn: '2020-02-06' })).toBe('expired');
  });

  it('cannot be of tomorrow; a second later, tomorrow is today', () => {
    expect(examined({ issuedOn: '2020-02-22' })).toBe('dated-in-future');
    const midnight = new Date(NOW.getTime() + 1000);
    expect(examineCertificate({ ...certificate, issuedOn: '2020-02-22' }, pack, midnight)).toBe('accepted');
  });
});

describe('What is shown', () => {
  it('of a number is its first three and last four digits', () => {
    expect(maskPhoneNumber('19900001234')).toBe('199****1234');
  });

  it('as a venue’s id is ten letters and digits that people do not confuse, every one as likely', () => {
    const ids = Array.from({ length: 256 }, (_, byte) =>
      newVenueId((count) => new Uint8Array(count).fill(byte)),
    );
    expect(ids.every((id) => /^[0-9A-HJKMNP-TV-Z]{10}$/.test(id))).toBe(true);
    const counts = Map.groupBy(ids, (id) => id);
    expect(counts.size).toBe(32);
    expect([...counts.values()].every((same) => same.length === 8)).toBe(true);
  });
});
