import { createHash } from 'node:crypto';
import jsonata from 'jsonata';

/** Where the functions with no fixed answer get it from. `now` is epoch milliseconds of the platform's clock. */
export type FunctionSources = { now: number; random: () => number; newId: () => string };

/** Functions of JSONata 2.0.6 that Step Functions offers: all but `$eval`, which it forbids. */
const LANGUAGE_FUNCTIONS =
  `abs append assert average base64decode base64encode boolean ceil clone contains count
  decodeUrl decodeUrlComponent distinct each encodeUrl encodeUrlComponent error exists filter floor formatBase
  formatInteger formatNumber fromMillis join keys length lookup lowercase map match max merge millis min not now
  number pad parseInteger power random reduce replace reverse round shuffle sift single sort split spread sqrt
  string substring substringAfter substringBefore sum toMillis trim type uppercase zip`.split(/\s+/);

/** Largest array that `$range` makes, as in AWS. */
const MAX_RANGE = 1000;

const HASHES: Record<string, string> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

const formatTime = jsonata('$fromMillis($at, $picture, $zone)');

/**
 * The functions that Step Functions adds to JSONata, and those of JSONata itself that tell time or roll dice,
 * bound to the platform's clock and randomness. `$random(seed)` is not offered: AWS does not publish its generator.
 */
export function serviceFunctions(sources: FunctionSources): Record<string, unknown> {
  return {
    millis: () => sources.now,
    now: (picture?: string, zone?: string) =>
      formatTime.evaluate(undefined, { at: sources.now, picture, zone }),
    uuid: () => sources.newId(),
    random: (seed?: unknown) => {
      if (seed !== undefined) throw new Error('$random with a seed is not supported here');
      return sources.random();
    },
    parse: (text: string) => JSON.parse(text) as unknown,
    partition,
    range,
    hash: (data: unknown, algorithm = 'SHA-256') => {
      const name = HASHES[algorithm];
      if (!name) throw new Error(`$hash knows no algorithm "${algorithm}"`);
      return createHash(name)
        .update(typeof data === 'string' ? data : JSON.stringify(data))
        .digest('hex');
    },
  };
}

/** Every function name that a definition may call. */
export const OFFERED_FUNCTIONS: ReadonlySet<string> = new Set([
  ...LANGUAGE_FUNCTIONS,
  ...Object.keys(serviceFunctions({ now: 0, random: () => 0, newId: () => '' })),
]);

function partition(items: unknown[], size: number): unknown[][] {
  if (!Number.isInteger(size) || size < 1) throw new Error('$partition needs a positive whole size');
  const parts: unknown[][] = [];
  for (let at = 0; at < items.length; at += size) parts.push(items.slice(at, at + size));
  return parts;
}

function range(first: number, last: number, step: number): number[] {
  if (![first, last, step].every(Number.isInteger) || step === 0) {
    throw new Error('$range needs whole numbers and a step other than 0');
  }
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  if (length > MAX_RANGE) throw new Error(`$range makes at most ${MAX_RANGE} items`);
  return Array.from({ length }, (_, index) => first + index * step);
}
