import { Checkbox } from 'antd';
import type { Bilingual } from '../../../domain/words.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import { queueMessages } from '../messages/queue-messages.ts';
import { type Order, orders, type View } from './view.ts';

interface Props {
  view: View;
  /** Title by policy id, of what is in the queue. */
  policies: ReadonlyMap<string, Bilingual>;
  onChange: (view: View) => void;
}

/** Which reviews, of which policy, in what order. */
export function QueueFilters({ view, policies, onChange }: Props) {
  const words = useWords(queueMessages);
  const language = useLanguage();
  const { policyId, ...withoutPolicy } = view;
  return (
    <div className="filters">
      <fieldset>
        <legend className="hidden">{words.filters}</legend>
        <label>
          {words.policy}
          <select
            value={policyId ?? ''}
            onChange={({ target }) =>
              onChange(target.value ? { ...view, policyId: target.value } : withoutPolicy)
            }
          >
            <option value="">{words.allPolicies}</option>
            {[...policies].map(([id, title]) => (
              <option key={id} value={id}>
                {title[language]}
              </option>
            ))}
          </select>
        </label>
        <Checkbox
          checked={view.overdue}
          onChange={({ target }) => onChange({ ...view, overdue: target.checked })}
        >
          {words.overdueOnly}
        </Checkbox>
        <Checkbox
          checked={view.unclaimed}
          onChange={({ target }) => onChange({ ...view, unclaimed: target.checked })}
        >
          {words.unclaimedOnly}
        </Checkbox>
        <label>
          {words.sort}
          <select
            value={view.order}
            onChange={({ target }) => onChange({ ...view, order: target.value as Order })}
          >
            {orders.map((order) => (
              <option key={order} value={order}>
                {words.sorts[order]}
              </option>
            ))}
          </select>
        </label>
      </fieldset>
    </div>
  );
}
