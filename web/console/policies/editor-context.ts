import { createContext, useContext } from 'react';
import { fieldReasonTexts } from '../../../contract/problem.ts';
import type { FieldProblem } from '../../../domain/errors.ts';
import type { PolicyContent } from '../../../domain/subsidies/policy-draft.ts';
import { useLanguage } from '../../ui/react-language.ts';
import { valueAt, withValue } from './content-path.ts';

interface Editor {
  content: PolicyContent;
  problems: readonly FieldProblem[];
  /** Whether nothing can be typed: proposed, or only read. */
  locked: boolean;
  change(next: (content: PolicyContent) => PolicyContent): void;
}

export const EditorContext = createContext<Editor | undefined>(undefined);

export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (!editor) throw new RangeError('a part of the editor stands in the editor');
  return editor;
}

/** The id of the control at a place of the content. */
export function controlId(path: string): string {
  return `policy-${path.replaceAll('.', '-')}`;
}

/** One place of the content: what stands there, what is wrong with it in words, and how to change it. */
export function usePlace(path: string) {
  const { content, problems, locked, change } = useEditor();
  const language = useLanguage();
  const wrong = problems.find((problem) => problem.path === path);
  return {
    value: valueAt(content, path),
    error: wrong && problemText(wrong, language),
    locked,
    set: (value: unknown) => change((before) => withValue(before, path, value)),
  };
}

/** What is wrong with a place, in words. */
export function problemText({ reason, expected }: FieldProblem, language: 'zh' | 'en'): string {
  const text = fieldReasonTexts[reason][language];
  return expected === undefined ? text : `${text} (${expected})`;
}
