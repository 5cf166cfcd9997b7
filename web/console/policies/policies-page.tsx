import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Actor } from '../../../domain/identity.ts';
import { formatDay, formatMoment } from '../../ui/format.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import { api, type ListedPolicy } from '../api.ts';
import { Loading } from '../loading.tsx';
import { policyMessages } from '../messages/policy-messages.ts';
import { PageTitle } from '../page-title.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { screenPaths } from '../screens.ts';
import { NewPolicy } from './new-policy.tsx';
import { policiesKey } from './use-policy-draft.ts';

/** Every policy with its version in force and its draft. */
export default function PoliciesPage({ person }: { person: Actor }) {
  const words = useWords(policyMessages);
  const list = useQuery({ queryKey: policiesKey, queryFn: () => api.listPolicyDrafts() });
  return (
    <>
      <PageTitle title={words.title}>
        <span className="quiet">{words.intro}</span>
      </PageTitle>
      {list.isPending && <Loading />}
      {list.isError && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && (
        <>
          <table className="tasks">
            <caption className="hidden">{words.caption(list.data.policies.length)}</caption>
            <thead>
              <tr>
                <th scope="col">{words.policy}</th>
                <th scope="col">{words.inForce}</th>
                <th scope="col">{words.draft}</th>
              </tr>
            </thead>
            <tbody>
              {list.data.policies.map((policy) => (
                <PolicyRow key={policy.policyId} policy={policy} />
              ))}
            </tbody>
          </table>
          {person.role === 'bureau' && (
            <NewPolicy taken={list.data.policies.map(({ policyId }) => policyId)} />
          )}
        </>
      )}
    </>
  );
}

function PolicyRow({ policy: { policyId, title, published, draft } }: { policy: ListedPolicy }) {
  const words = useWords(policyMessages);
  const language = useLanguage();
  const name = title[language] || words.untitled;
  const underway = draft && draft.state !== 'published' ? draft : undefined;
  return (
    <tr>
      <th scope="row">
        <Link to={`${screenPaths.policies}/${policyId}`}>{name}</Link>
        <span className="under code">{policyId}</span>
      </th>
      <td data-label={words.inForce}>
        {published
          ? words.version(published.version, formatDay(published.publishedAt, language))
          : words.notYet}
      </td>
      <td data-label={words.draft}>
        {underway ? (
          <>
            <span className={underway.state === 'proposed' ? 'tag warn' : 'tag'}>
              {words.states[underway.state]}
            </span>
            <span className="under">
              {underway.proposed
                ? words.proposedBy(underway.proposed.byName, formatMoment(underway.proposed.at, language))
                : words.editedBy(underway.edited.byName, formatMoment(underway.edited.at, language))}
            </span>
          </>
        ) : (
          words.noDraft
        )}
      </td>
    </tr>
  );
}
