import type { AuditEvent } from '../../../domain/audit.ts';
import { roleNames } from '../../../domain/identity.ts';
import { conflictReasons } from '../../../domain/subsidies/conflict.ts';
import { formatReceiptCode, isReceiptCode } from '../../../domain/subsidies/receipt-code.ts';
import type { Language } from '../../../domain/words.ts';
import { formatMoment } from '../../ui/format.ts';
import { domainWords } from '../../ui/words.ts';
import { trailMessages } from '../messages/trail-messages.ts';

/** What a table says under a name; the name itself where it says nothing of its own. */
function wordOf(table: Readonly<Record<string, string>>, name: string): string {
  return Object.hasOwn(table, name) ? (table[name] ?? name) : name;
}

/** The events of the trail in words. @param language the reader's */
export function eventWords(language: Language) {
  const words = trailMessages[language];
  const { statuses, stages, outcomes } = domainWords[language];
  const state = (name: string) => wordOf({ ...words.otherStates, ...statuses }, name);
  const grounds = Object.fromEntries(
    Object.entries(conflictReasons).map(([code, text]) => [code, text[language]]),
  );
  const values = { ...words.otherStates, ...grounds, ...stages, ...outcomes, lapse: words.lapse };
  return {
    /** A record as people call it: its kind, and a receipt code in groups. */
    record(entity: string): { kind: string; id: string } {
      const [kind = '', id = ''] = [
        entity.slice(0, entity.indexOf('#')),
        entity.slice(entity.indexOf('#') + 1),
      ];
      return {
        kind: wordOf(words.kinds, kind),
        id: isReceiptCode(id) ? formatReceiptCode(id) : id,
      };
    },
    action: (action: string) => wordOf(words.actions, action),
    /** Who did it: his role, and his name in the identity provider as it is stored. */
    who: ({ by, byRole }: AuditEvent) =>
      byRole === 'workflow' ? words.workflow : `${roleNames[language][byRole]} · ${by}`,
    change: ({ from, to }: AuditEvent) =>
      from === undefined || from === to ? state(to) : words.becomes(state(from), state(to)),
    details: ({ detail = {} }: AuditEvent) =>
      Object.entries(detail).map(([name, value]) => {
        const text = String(value);
        const shown = /^\d{4}-\d\d-\d\dT/.test(text) ? formatMoment(text, language) : wordOf(values, text);
        return words.detailIs(wordOf(words.detail, name), shown);
      }),
  };
}

/** Where a record's trail is shown. */
export function trailPath(entity: string): string {
  return `/trail/record?${new URLSearchParams({ entity })}`;
}
