import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { NetworkError } from '../../contract/client-errors.ts';
import { fileTypeOf } from '../../domain/files/file-type.ts';
import { MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS } from '../../domain/subsidies/evidence.ts';
import { type AttachmentView, api, session } from './api.ts';
import { AddressVoid, sendFile } from './send-file.ts';

/** Why a file is not even sent. */
export type Unfit = 'wrongType' | 'empty' | 'tooLarge' | 'tooMany' | 'nameTooLong';

/** A file on its way. */
export interface Sending {
  id: string;
  evidenceId: string;
  file: File;
  state: 'waiting' | 'reading' | 'sending' | 'checking' | 'paused' | 'refused';
  /** Bytes. */
  sent: number;
  attachmentId?: string;
  unfit?: Unfit;
  error?: unknown;
}

/** What was uploaded under a policy and is not submitted yet, by any device. */
export const uploadsQuery = (policyId: string) => ({
  queryKey: ['uploads', policyId],
  queryFn: () => api.listUploads({ params: { policyId } }),
  enabled: session.person()?.role === 'enterprise' && policyId !== '',
});

/**
 * The uploads of one policy: what has arrived, and what is on its way, one file after the other, so that each is soon
 * there on a slow line. Without a network a file waits and goes on by itself.
 * @param others how many attachments count besides, e.g. those that were submitted before a correction
 */
export function useUploads(policyId: string, others = 0) {
  const queries = useQueryClient();
  const query = useQuery(uploadsQuery(policyId));
  const arrived: readonly AttachmentView[] = query.data?.attachments ?? [];
  const [sendings, setSendings] = useState<readonly Sending[]>([]);
  const aborts = useRef(new Map<string, AbortController>());
  /** Pictures of what was sent from this page, by attachment. */
  const pictures = useRef(new Map<string, string>());
  const change = (id: string, part: Partial<Sending>) =>
    setSendings((all) => all.map((one) => (one.id === id ? { ...one, ...part } : one)));
  const forget = (id: string) => setSendings((all) => all.filter((one) => one.id !== id));

  useEffect(() => {
    const [running, shown] = [aborts.current, pictures.current];
    return () => {
      for (const abort of running.values()) abort.abort(new Error('the page is left'));
      for (const url of shown.values()) URL.revokeObjectURL(url);
    };
  }, []);

  const resume = () =>
    setSendings((all) => all.map((one) => (one.state === 'paused' ? { ...one, state: 'waiting' } : one)));
  useEffect(() => {
    const goOn = () =>
      setSendings((all) => all.map((one) => (one.state === 'paused' ? { ...one, state: 'waiting' } : one)));
    addEventListener('online', goOn);
    return () => removeEventListener('online', goOn);
  }, []);

  const next = sendings.find(({ state }) => state === 'waiting');
  const busy = sendings.some(({ state }) => ['reading', 'sending', 'checking'].includes(state));
  useEffect(() => {
    if (next && !busy) run(next);
  });

  async function run({ id, evidenceId, file }: Sending): Promise<void> {
    const abort = new AbortController();
    aborts.current.set(id, abort);
    change(id, { state: 'reading', sent: 0 });
    try {
      const attachmentId = await transfer(policyId, { id, evidenceId, file }, abort.signal, (part) =>
        change(id, part),
      );
      if (file.type.startsWith('image/')) pictures.current.set(attachmentId, URL.createObjectURL(file));
      await queries.invalidateQueries({ queryKey: uploadsQuery(policyId).queryKey });
      forget(id);
    } catch (error) {
      if (abort.signal.aborted) return;
      change(id, error instanceof NetworkError ? { state: 'paused' } : { state: 'refused', error });
    } finally {
      aborts.current.delete(id);
    }
  }

  return {
    arrived,
    sendings,
    error: query.error,
    loaded: query.isFetched,
    pictureOf: (attachmentId: string) => pictures.current.get(attachmentId),
    /** Puts files in line for a piece of evidence; what does not fit is said at once. */
    add(evidenceId: string, files: readonly File[]) {
      let room = MAX_ATTACHMENTS - others - arrived.length - sendings.filter(({ unfit }) => !unfit).length;
      const added = files.map((file): Sending => {
        const unfit = unfitOf(file) ?? (room > 0 ? undefined : 'tooMany');
        if (!unfit) room -= 1;
        const state = unfit ? 'refused' : 'waiting';
        return { id: crypto.randomUUID(), evidenceId, file, sent: 0, state, ...(unfit ? { unfit } : {}) };
      });
      setSendings((all) => [...all, ...added]);
    },
    again: resume,
    /** Takes a file on its way back; what the service knows of it goes too. */
    async cancel({ id, attachmentId }: Sending) {
      aborts.current.get(id)?.abort(new Error('taken back'));
      forget(id);
      if (attachmentId) await api.removeUpload({ params: { policyId, attachmentId } }).catch(() => undefined);
    },
    async remove(attachmentId: string) {
      await api.removeUpload({ params: { policyId, attachmentId } });
      await queries.invalidateQueries({ queryKey: uploadsQuery(policyId).queryKey });
    },
  };
}
export type Uploads = ReturnType<typeof useUploads>;

function unfitOf(file: File): Unfit | undefined {
  if (!fileTypeOf(file.name)) return 'wrongType';
  if (file.size === 0) return 'empty';
  if (file.size > MAX_ATTACHMENT_BYTES) return 'tooLarge';
  return file.name.length > 120 ? 'nameTooLong' : undefined;
}

/** Announces, sends and has a file looked through. @returns its id */
async function transfer(
  policyId: string,
  { id, evidenceId, file }: Pick<Sending, 'id' | 'evidenceId' | 'file'>,
  signal: AbortSignal,
  tell: (part: Partial<Sending>) => void,
): Promise<string> {
  const type = fileTypeOf(file.name) ?? 'pdf';
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  const sha256 = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const body = { evidenceId, name: file.name.normalize('NFC'), type, size: file.size, sha256 };
  const start = (idempotencyKey: string) =>
    api.startUpload({ params: { policyId }, body }, { idempotencyKey, signal });
  let address = await start(id);
  tell({ state: 'sending', attachmentId: address.attachmentId });
  const onProgress = (sent: number) => tell({ sent });
  try {
    await sendFile(address, file, onProgress, signal);
  } catch (error) {
    if (!(error instanceof AddressVoid)) throw error;
    // It stood in line for longer than its address serves: announced anew, the old one makes room.
    await api.removeUpload({ params: { policyId, attachmentId: address.attachmentId } }, { signal });
    address = await start(`${id}-again`);
    tell({ attachmentId: address.attachmentId });
    await sendFile(address, file, onProgress, signal);
  }
  tell({ state: 'checking', sent: file.size });
  const { attachmentId } = address;
  await api.completeUpload({ params: { policyId, attachmentId } }, { signal });
  return attachmentId;
}
