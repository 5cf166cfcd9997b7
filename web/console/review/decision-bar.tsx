import { Button, Checkbox } from 'antd';
import { type Outcome, outcomeSchema } from '../../../domain/subsidies/review.ts';
import { formatMoment } from '../../ui/format.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import { domainWords } from '../../ui/words.ts';
import type { Review } from '../api.ts';
import { reviewMessages } from '../messages/review-messages.ts';
import { useSetting } from '../setting.ts';
import { openNextSetting } from '../settings.ts';
import { useShortcuts } from '../shortcuts.ts';
import type { Lease } from './use-lease.ts';

/** The key of each decision: 通过 approve, 退回 back, 不予通过 reject. */
const keys = { approve: 'a', return: 'b', reject: 'r' } as const satisfies Record<Outcome, string>;

interface Props {
  review: Review;
  lease: Lease;
  marked: number;
  onDecide: (outcome: Outcome) => void;
}

/** Stays at the foot of the page: claim, then decide; or why not. */
export function DecisionBar({ review, lease, marked, onDecide }: Props) {
  const { outcomes } = useWords(domainWords);
  const words = useWords(reviewMessages);
  const openNext = useSetting(openNextSetting);
  const { held } = lease;
  const claimable = !held && !review.blockedBy && !lease.busy;
  useShortcuts({
    c: () => claimable && lease.claim(),
    ...Object.fromEntries(
      outcomeSchema.options.map((outcome) => [keys[outcome], () => held && onDecide(outcome)]),
    ),
  });
  return (
    <section className="decision-bar" aria-label={words.decisionBar}>
      <Standing review={review} lease={lease} />
      <div className="actions">
        {held ? (
          <>
            <Checkbox
              checked={openNext === 'on'}
              onChange={({ target }) => openNextSetting.choose(target.checked ? 'on' : 'off')}
            >
              {words.openNext}
            </Checkbox>
            <Button disabled={lease.busy} onClick={lease.release}>
              {words.release}
            </Button>
          </>
        ) : (
          <Button
            type="primary"
            disabled={!claimable}
            loading={lease.busy}
            onClick={lease.claim}
            aria-keyshortcuts="c"
          >
            {words.claim}
          </Button>
        )}
        <Button danger disabled={!held} onClick={() => onDecide('reject')} aria-keyshortcuts={keys.reject}>
          {outcomes.reject}
        </Button>
        <Button disabled={!held} onClick={() => onDecide('return')} aria-keyshortcuts={keys.return}>
          {outcomes.return}
          {marked > 0 && ` · ${words.marked(marked)}`}
        </Button>
        <Button
          {...(held ? { type: 'primary' as const } : {})}
          disabled={!held}
          onClick={() => onDecide('approve')}
          aria-keyshortcuts={keys.approve}
        >
          {outcomes.approve}
        </Button>
      </div>
    </section>
  );
}

/** Who holds the review, and for how long; or what keeps this officer from it. */
function Standing({ review, lease }: Pick<Props, 'review' | 'lease'>) {
  const words = useWords(reviewMessages);
  const language = useLanguage();
  const { blockedBy, application } = review;
  if (lease.held) {
    return (
      <div className="standing">
        <strong className="good">{words.held}</strong>{' '}
        <span role="timer">{words.lease(minutesAndSeconds(lease.secondsLeft))}</span>
        <span className="under">{words.leaseHint}</span>
      </div>
    );
  }
  if (!blockedBy) {
    return (
      <div className="standing">
        <span className="quiet">{words.claimHint}</span>
      </div>
    );
  }
  const claim = blockedBy === 'review-claimed-by-other' ? application.waiting?.claim : undefined;
  return (
    <div className="standing">
      <strong>
        {claim ? words.heldBy(claim.byName, formatMoment(claim.until, language)) : words.blockedTitle}
      </strong>
      <span className="under">{words.blocked[blockedBy] ?? words.blockedOtherwise}</span>
    </div>
  );
}

/** `29:05` */
function minutesAndSeconds(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
