/** Something a person can put right: one clear sentence with the way out, shown without a stack. */
export class Fault extends Error {
  override readonly name = 'Fault';
}

/** What to say of a failure at start; failures that no sentence is known for are shown as they are. */
export function sentenceOf(error: unknown, stateFolder: string): string | undefined {
  if (error instanceof Fault) return error.message;
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ENOSPC')
    return `The disk is full: free some space (the platform's state is in ${stateFolder}), then start again.`;
  if (code === 'EACCES' || code === 'EROFS') {
    return `The folder ${stateFolder} cannot be written: make it writable, or name another with --state FOLDER.`;
  }
  return undefined;
}
