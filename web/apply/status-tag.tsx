import type { ApplicationStatus } from '../../domain/subsidies/application.ts';
import { useWords } from '../ui/react-language.ts';
import { domainWords } from '../ui/words.ts';

const tones: Record<ApplicationStatus, string> = {
  submitted: 'accent',
  inReview: 'accent',
  returned: 'warn',
  approved: 'good',
  rejected: 'bad',
  withdrawn: '',
};

/** An application's status in words and colour. */
export function StatusTag({ status }: { status: ApplicationStatus }) {
  return <span className={`tag ${tones[status]}`}>{useWords(domainWords).statuses[status]}</span>;
}
