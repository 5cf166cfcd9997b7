import { NetworkError } from '../../contract/client-errors.ts';

/** The address of an upload has run out, or was made for another file. */
export class AddressVoid extends Error {}

/**
 * Sends a file to its signed address. `fetch` tells no progress of what is sent; this is what the older interface is for.
 * @param onProgress told how many bytes are on their way
 * @throws NetworkError without an answer, AddressVoid when the address does not take it
 */
export function sendFile(
  { url, headers }: { url: string; headers: Record<string, string> },
  file: File,
  onProgress: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onload = () => {
      // 412: this very file is there already; an earlier try arrived and its answer did not.
      if (request.status === 200 || request.status === 412) resolve();
      else reject(request.status >= 500 ? new NetworkError(request.status) : new AddressVoid());
    };
    request.onerror = () => reject(new NetworkError('upload'));
    request.onabort = () => reject(signal.reason);
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}
