import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { downloadExport } from '../../../contract/export-download.ts';
import type { ExportScope } from '../../../domain/trail/export-file.ts';
import { api } from '../api.ts';
import { sha256 } from './sha256.ts';

/** How far an export has come. */
export interface Progress {
  records: number;
  events: number;
}

/** An export that is complete, as a file of this page. */
export interface ExportFile extends Progress {
  name: string;
  url: string;
}

/** Takes an export page by page and keeps it as a file of this page, which ends with it. */
export function useExport() {
  const [progress, setProgress] = useState<Progress>();
  const stopping = useRef(new AbortController());
  const taken = useMutation({
    mutationFn: async (scope: ExportScope): Promise<ExportFile> => {
      stopping.current = new AbortController();
      setProgress({ records: 0, events: 0 });
      const parts: string[] = [];
      let written = { records: 0, events: 0 };
      for await (const part of downloadExport(api, scope, sha256, stopping.current.signal)) {
        parts.push(part.text);
        written = { ...part.written };
        setProgress(written);
      }
      const url = URL.createObjectURL(new Blob(parts, { type: 'application/jsonl' }));
      return { ...written, url, name: `fugong-trail-${scope.from}--${scope.to}.jsonl` };
    },
    onSuccess: save,
  });
  const url = taken.data?.url;
  useEffect(() => () => void (url && URL.revokeObjectURL(url)), [url]);
  useEffect(() => () => stopping.current.abort(), []);
  return {
    start: taken.mutate,
    stop: () => stopping.current.abort(),
    stopped: taken.isError && stopping.current.signal.aborted,
    running: taken.isPending,
    progress,
    error: taken.error,
    file: taken.data,
  };
}

/** Has the browser save a file. */
export function save({ url, name }: Pick<ExportFile, 'url' | 'name'>): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
}
