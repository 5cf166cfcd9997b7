import { Button } from 'antd';
import { Link } from 'react-router';
import type { Actor } from '../../../domain/identity.ts';
import { officeName } from '../../../domain/zone/offices.ts';
import { formatMoment } from '../../ui/format.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import type { Venue } from '../api.ts';
import { Loading } from '../loading.tsx';
import { venueMessages } from '../messages/venue-messages.ts';
import { PageTitle } from '../page-title.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { useVenues } from './use-venues.ts';
import { VenueForm } from './venue-form.tsx';

/** The venues with their posters; administrators register new ones. */
export default function VenuesPage({ person }: { person: Actor }) {
  const words = useWords(venueMessages);
  const venues = useVenues();
  const mayCreate = person.role === 'admin';
  const loaded = venues.data?.pages.flatMap((page) => page.venues) ?? [];
  return (
    <>
      <PageTitle title={words.title}>
        <span className="quiet">{words.intro}</span>
      </PageTitle>
      {venues.isPending && <Loading />}
      {venues.isError && <ProblemNotice error={venues.error} onRetry={() => void venues.refetch()} />}
      {venues.data && loaded.length === 0 && (
        <div className="empty">
          <h2>{words.empty}</h2>
          <p>{mayCreate ? words.emptyHintAdmin : words.emptyHint}</p>
        </div>
      )}
      {mayCreate && <VenueForm />}
      {loaded.length > 0 && (
        <VenueTable venues={loaded} count={`${loaded.length}${venues.hasNextPage ? '+' : ''}`} />
      )}
      {venues.hasNextPage && (
        <p className="more">
          <Button loading={venues.isFetchingNextPage} onClick={() => void venues.fetchNextPage()}>
            {words.more}
          </Button>
        </p>
      )}
    </>
  );
}

function VenueTable({ venues, count }: { venues: readonly Venue[]; count: string }) {
  const words = useWords(venueMessages);
  const language = useLanguage();
  return (
    <table className="tasks">
      <caption className="hidden">{words.caption(count)}</caption>
      <thead>
        <tr>
          <th scope="col">{words.name}</th>
          <th scope="col">{words.kind}</th>
          <th scope="col">{words.office}</th>
          <th scope="col">{words.created}</th>
          <th scope="col">{words.poster}</th>
        </tr>
      </thead>
      <tbody>
        {venues.map(({ venueId, name, kind, officeId, createdAt }) => (
          <tr key={venueId}>
            <th scope="row">
              {name}
              <span className="under code">{venueId}</span>
            </th>
            <td data-label={words.kind}>{words.kinds[kind]}</td>
            <td data-label={words.office}>{officeName(officeId, language)}</td>
            <td data-label={words.created}>{formatMoment(createdAt, language)}</td>
            <td data-label={words.poster}>
              <Link to={`/venues/${venueId}/poster`} aria-label={words.posterOf(name)}>
                {words.poster}
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
