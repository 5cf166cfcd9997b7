import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ProblemError } from '../../../contract/client-errors.ts';
import type { RequestOf } from '../../../contract/routes.ts';
import type { ChannelId } from '../../../domain/notices/channels.ts';
import type { OutcomeOfSend } from '../../../domain/notices/settings.ts';
import type { NoticeApi } from './use-notices.ts';

const settingsKey = ['noticeSettings'] as const;
/** A test has its result within a second or two; one that has to wait is not waited for here. */
const LOOKS = 15;
const LOOK_MS = 1_000;

/** A person's settings, what saves them, and what tries a channel. */
export function useSettings(api: NoticeApi) {
  const queries = useQueryClient();
  const settings = useQuery({
    queryKey: settingsKey,
    queryFn: ({ signal }) => api.getNoticeSettings({}, { signal }),
    // What is being typed must not be replaced by what comes in.
    staleTime: Number.POSITIVE_INFINITY,
  });
  const saving = useMutation({
    mutationFn: (body: RequestOf<'saveNoticeSettings'>['body']) => api.saveNoticeSettings({ body }),
    onSuccess: (view) => queries.setQueryData(settingsKey, view),
  });
  const testing = useMutation({
    mutationFn: async (channel: ChannelId): Promise<OutcomeOfSend | undefined> => {
      const { askedAt } = await api.sendTestNotice({ body: { channel } });
      for (let look = 0; look < LOOKS; look += 1) {
        await new Promise((later) => setTimeout(later, LOOK_MS));
        const view = await api.getNoticeSettings();
        const last = view.lastOutcomes[channel];
        if (last && last.at >= askedAt) {
          queries.setQueryData(settingsKey, view);
          return last.outcome;
        }
      }
      return undefined;
    },
  });
  // What is wrong with a field is said at the field.
  const atFields = saving.error instanceof ProblemError && saving.error.fields.length > 0;
  return { settings, saving, testing, failed: (atFields ? null : saving.error) ?? testing.error };
}
