import type { Client } from '../../contract/client.ts';
import type { ResponseOf } from '../../contract/routes.ts';
import type { Verdict } from '../../domain/subsidies/review.ts';
import { demoNumber, type NumberKind } from '../carriers/numbers.ts';
import { applyForAward, correctReturned, decideAll, type SignIn } from './applications.ts';
import { registerVenues, scanAll } from './scans.ts';
import { demoVenues } from './venues.ts';

/** The first batch of DOMAIN.md (28 February 2020), and the second, under review at that time. */
const FIRST_BATCH = 103;
const SECOND_BATCH = 71;
/** How many of the first the bureau returns once; how many more resumed after 23 February and are refused. */
const RETURNED = 6;
const TOO_LATE = 5;
/** People of each kind who scan. */
const PEOPLE: readonly [NumberKind, number][] = [
  ['zone-only', 40],
  ['other-places', 20],
  ['high-incidence', 6],
  ['abroad', 3],
  ['lagging', 3],
  ['down', 2],
];

const OFFICES = ['office-1', 'office-2', 'office-3'];
const BUREAU = ['bureau-1', 'bureau-2'];

export interface Stage {
  signIn: SignIn;
  visitor: Client;
  usccOf: (login: string) => string;
  moveClock: (moment: string) => Promise<void>;
  readSms: (phoneNumber: string) => Promise<string | undefined>;
  show: (chapter: string, done: number, total: number) => void;
}

/** Plays February and March 2020 through the public API, as the people of the zone would. */
export async function play(stage: Stage): Promise<void> {
  const { signIn, visitor, usccOf, moveClock, show } = stage;
  const chapter = (name: string, total: number) => (done: number) => show(name, done, total);

  await moveClock('2020-02-21T09:00:00+08:00');
  const venueTokens = await registerVenues(
    await signIn('admin-1'),
    demoVenues,
    chapter('场所登记 venues', demoVenues.length),
  );

  const first = Array.from({ length: FIRST_BATCH }, (_, index) => ({
    number: index + 1,
    resumedOn: dayInTime(index),
  }));
  await applyForAward(signIn, usccOf, first, chapter('首批申报 first applications', FIRST_BATCH));
  await decideAll(
    signIn,
    OFFICES,
    FIRST_BATCH,
    accept,
    chapter('办事处受理 accepted by offices', FIRST_BATCH),
  );

  await moveClock('2020-02-25T09:00:00+08:00');
  const toReturn = first.slice(0, RETURNED).map(({ number }) => usccOf(`enterprise-${number}`));
  const firstLook = (review: ResponseOf<'getReview'>): Verdict =>
    toReturn.includes(review.application.enterprise.uscc) &&
    review.application.decisions.every(({ outcome }) => outcome !== 'return')
      ? askForMore
      : accept();
  await decideAll(
    signIn,
    BUREAU,
    FIRST_BATCH,
    firstLook,
    chapter('经济发展局审核 reviewed by the bureau', FIRST_BATCH),
  );
  await correctReturned(
    signIn,
    first.slice(0, RETURNED).map(({ number }) => number),
    chapter('企业补正 corrected', RETURNED),
  );
  await decideAll(signIn, BUREAU, RETURNED, accept, chapter('补正后审核 reviewed again', RETURNED));

  await moveClock('2020-02-28T09:00:00+08:00');
  const late = Array.from({ length: TOO_LATE }, (_, index) => ({
    number: 900 + index,
    resumedOn: '2020-02-26',
  }));
  await applyForAward(signIn, usccOf, late, chapter('迟复工申报 late applications', TOO_LATE));
  await decideAll(signIn, OFFICES, TOO_LATE, refuseIfLate, chapter('不予通过 refused', TOO_LATE));
  const second = Array.from({ length: SECOND_BATCH }, (_, index) => ({
    number: FIRST_BATCH + 1 + index,
    resumedOn: dayInTime(index),
  }));
  await applyForAward(signIn, usccOf, second, chapter('第二批申报 second applications', SECOND_BATCH));

  const people = PEOPLE.flatMap(([kind, count]) =>
    Array.from({ length: count }, (_, serial) => demoNumber(kind, carrierOf(serial), serial)),
  );
  await scanAll(visitor, venueTokens, people, stage.readSms, chapter('扫码 scans', people.length));
}

/** Resumption days from 10 to 20 February: before the story begins, and in time. */
function dayInTime(index: number): string {
  return `2020-02-${10 + (index % 11)}`;
}

function accept(): Verdict {
  return { outcome: 'approve' };
}

const askForMore: Verdict = {
  outcome: 'return',
  reasonCode: 'material-incomplete',
  note: '请补充佐证。',
  corrections: [{ field: 'preventionMeasures', note: '请写明体温登记与物资台账。' }],
};

function refuseIfLate({ findings }: ResponseOf<'getReview'>): Verdict {
  const tooLate = findings.some(
    ({ clauseId, result }) => clauseId === 'resumed-before-24-february' && result === 'fail',
  );
  return tooLate
    ? { outcome: 'reject', reasonCode: 'resumed-too-late', note: '复工日期在 2 月 24 日之后。' }
    : accept();
}

function carrierOf(serial: number): 0 | 1 | 2 {
  return serial % 3 === 0 ? 0 : serial % 3 === 1 ? 1 : 2;
}
