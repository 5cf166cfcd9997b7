import { Fragment } from 'react';
import { Link } from 'wouter';
import { profileDetails } from '../../domain/enterprises/profile.ts';
import { profileLabels } from '../ui/profile-words.ts';
import { useLanguage, useWords } from '../ui/react-language.ts';
import { profileMessages } from './profile-messages.ts';
import { useProfile } from './profile-query.ts';

/** Says that the profile still lacks something, and leads there; nothing once it is complete. @param next where to go on */
export function ProfileNotice({ next = '' }: { next?: string }) {
  const words = useWords(profileMessages);
  const { data } = useProfile();
  if (!data || data.missing.length === 0) return null;
  return (
    <div className="card notice">
      <p>{words.incomplete(data.missing.length)}</p>
      <Link href={`/profile${next && `?next=${encodeURIComponent(next)}`}`} className="button">
        {words.complete}
      </Link>
    </div>
  );
}

/** The details that an application takes from the profile, as they may be shown. */
export function ProfileUsed({ next }: { next: string }) {
  const words = useWords(profileMessages);
  const language = useLanguage();
  const { data } = useProfile();
  if (!data || data.missing.length > 0) return null;
  return (
    <section aria-labelledby="profile-used">
      <h2 id="profile-used">{words.used}</h2>
      <dl className="facts">
        {profileDetails.map((detail) => (
          <Fragment key={detail}>
            <dt>{profileLabels[detail][language]}</dt>
            <dd>{data.masked[detail]}</dd>
          </Fragment>
        ))}
      </dl>
      <p>
        <Link href={`/profile?next=${encodeURIComponent(next)}`}>{words.change}</Link>
      </p>
    </section>
  );
}
