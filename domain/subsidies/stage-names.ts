import type { Language } from '../words.ts';
import type { StageId } from './review.ts';

/** The stages as every screen and every notice names them. */
export const stageNames: Record<Language, Record<StageId, string>> = {
  zh: { officeAcceptance: '办事处受理', bureauReview: '经济发展局审核', financeCheck: '财政复核' },
  en: { officeAcceptance: 'Office acceptance', bureauReview: 'Bureau review', financeCheck: 'Finance check' },
};
