import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link, useParams } from 'react-router';
import type { Language } from '../../../domain/words.ts';
import { QrCode } from '../../ui/qr-code.tsx';
import { useWords } from '../../ui/react-language.ts';
import { api } from '../api.ts';
import { Loading } from '../loading.tsx';
import { venueMessages } from '../messages/venue-messages.ts';
import { PageTitle } from '../page-title.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { screenPaths } from '../screens.ts';

/** The sheet a venue puts up: A4 when printed, in both languages whatever the reader's. */
export default function PosterPage() {
  const words = useWords(venueMessages);
  const { venueId = '' } = useParams();
  const poster = useQuery({
    queryKey: ['poster', venueId],
    queryFn: ({ signal }) => api.getVenuePoster({ params: { venueId } }, { signal }),
  });
  return (
    <>
      <div className="screen-only">
        <p className="back">
          <Link to={screenPaths.venues}>← {words.back}</Link>
        </p>
        <PageTitle title={poster.data ? words.posterOf(poster.data.venue.name) : words.poster}>
          {poster.data && (
            <Button type="primary" onClick={() => print()}>
              {words.print}
            </Button>
          )}
        </PageTitle>
      </div>
      {poster.isPending && <Loading rows={12} />}
      {poster.isError && <ProblemNotice error={poster.error} onRetry={() => void poster.refetch()} />}
      {poster.data && (
        <article className="poster">
          <h2>
            <span lang="zh-CN">{venueMessages.zh.posterTitle}</span>
            <span lang="en">{venueMessages.en.posterTitle}</span>
          </h2>
          <p className="venue">{poster.data.venue.name}</p>
          <QrCode text={poster.data.url} label={words.posterQr(poster.data.venue.name)} />
          <p className="address">{shortAddress(poster.data.url)}</p>
          <div className="steps">
            <Steps language="zh" />
            <Steps language="en" />
          </div>
          <p className="code">
            {venueMessages.zh.posterNumber} / {venueMessages.en.posterNumber} {poster.data.venue.venueId}
          </p>
        </article>
      )}
    </>
  );
}

function Steps({ language }: { language: Language }) {
  const { posterSteps, posterPrivacy } = venueMessages[language];
  return (
    <div lang={language === 'zh' ? 'zh-CN' : 'en'}>
      <ol>
        {posterSteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p>{posterPrivacy}</p>
    </div>
  );
}

/** The site a poster leads to, so that a false one pasted over it can be told: the token itself nobody types. */
function shortAddress(url: string): string {
  return `${new URL(url).host}/s/…`;
}
