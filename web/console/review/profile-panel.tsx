import type { ProfileField } from '../../../domain/enterprises/profile.ts';
import { formatDay } from '../../ui/format.ts';
import { industryNames, profileLabels, scaleNames } from '../../ui/profile-words.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import type { Review } from '../api.ts';
import { flagMessages } from '../messages/flag-messages.ts';

/** The enterprise's profile as it stood when the form was sent, details masked, with what has changed since. */
export function ProfilePanel({ review: { profile } }: { review: Review }) {
  const words = useWords(flagMessages);
  const language = useLanguage();
  if (!profile) return null;
  const { facts, masked, changed } = profile;
  const { industry, scale, employeesBefore, employeesReturned, resumedOn } = facts;
  const shown: Partial<Record<ProfileField, string | number | undefined>> = {
    industry: industry && industryNames[industry][language],
    scale: scale && scaleNames[scale][language],
    employeesBefore,
    employeesReturned,
    resumedOn: resumedOn && formatDay(resumedOn, language),
    ...masked,
  };
  return (
    <section className="card" aria-labelledby="profile">
      <h2 id="profile">{words.profile}</h2>
      <dl className="facts">
        {(Object.keys(profileLabels) as ProfileField[])
          .filter((field) => shown[field] !== undefined)
          .flatMap((field) => [
            <dt key={`${field} label`}>{profileLabels[field][language]}</dt>,
            <dd key={field}>
              {shown[field]}
              {changed.includes(field) && <span className="under warn">{words.changed}</span>}
            </dd>,
          ])}
      </dl>
    </section>
  );
}
