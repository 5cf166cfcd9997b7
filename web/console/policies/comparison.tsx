import type { Policy } from '../../../domain/subsidies/policy.ts';
import { contentOf, type PolicyContent } from '../../../domain/subsidies/policy-draft.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import { policyMessages } from '../messages/policy-messages.ts';
import { differences } from './differences.ts';

/** What the draft says otherwise than the version in force, statement by statement. */
export function Comparison({
  published,
  content,
}: {
  published: Policy | undefined;
  content: PolicyContent;
}) {
  const words = useWords(policyMessages);
  const language = useLanguage();
  if (!published) return <p>{words.compareNew}</p>;
  const rows = differences(contentOf(published), content, language);
  if (rows.length === 0) return <p>{words.compareNone}</p>;
  return (
    <table className="comparison tasks">
      <caption className="hidden">{words.compareTitle(published.version)}</caption>
      <thead>
        <tr>
          <th scope="col">{words.statement}</th>
          <th scope="col">{words.before}</th>
          <th scope="col">{words.after}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, label, before, after }) => (
          <tr key={key}>
            <th scope="row">{label}</th>
            <td data-label={words.before}>
              {before === undefined ? <span className="tag">{words.added}</span> : <del>{before}</del>}
            </td>
            <td data-label={words.after}>
              {after === undefined ? <span className="tag">{words.removed}</span> : <ins>{after}</ins>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
