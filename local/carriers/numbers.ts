import type { Place } from '../../domain/itinerary/stay.ts';

export const carrierNames = ['china-mobile', 'china-unicom', 'china-telecom'] as const;
export type CarrierName = (typeof carrierNames)[number];

/** How a demonstration number behaves: where its phone was, or how its carrier fails. */
export type NumberKind =
  | 'zone-only'
  | 'other-places'
  | 'high-incidence'
  | 'abroad'
  | 'unknown'
  | 'slow'
  | 'down'
  | 'lagging';

/**
 * Demonstration numbers: 199 0000 KCNN. K is the kind (below), C the carrier (0 Mobile, 1 Unicom, 2 Telecom), NN any.
 * 199 0000 is used for nobody here; the numbers are marked by their zeros.
 */
export const NUMBER_PREFIX = '1990000';
export const numberKinds: readonly NumberKind[] = [
  'zone-only',
  'other-places',
  'high-incidence',
  'abroad',
  'unknown',
  'slow',
  'down',
  'lagging',
];

const division = (code: string, name: string): Place => ({ kind: 'division', code, name });
export const HOME: Place = division('410100', '郑州市');

/** Where the phones of each kind were, besides home, in the last two weeks. */
export const placesOf: Partial<Record<NumberKind, Place>> = {
  'other-places': division('411400', '商丘市'),
  'high-incidence': division('420100', '武汉市'),
  abroad: { kind: 'country', code: 'ITA', name: '意大利 Italy' },
};

/** A demonstration number of a kind, e.g. `demoNumber('abroad', 0, 7)` is 19900003007. */
export function demoNumber(kind: NumberKind, carrier: 0 | 1 | 2, serial: number): string {
  return `${NUMBER_PREFIX}${numberKinds.indexOf(kind)}${carrier}${String(serial).padStart(2, '0')}`;
}

/** The kind and carrier of a number; any other number is unknown to all carriers. */
export function readNumber(number: string): { kind: NumberKind; carrier: CarrierName | undefined } {
  const [, kind, carrier] = new RegExp(`^${NUMBER_PREFIX}(\\d)(\\d)\\d\\d$`).exec(number) ?? [];
  return { kind: numberKinds[Number(kind)] ?? 'unknown', carrier: carrierNames[Number(carrier)] };
}
