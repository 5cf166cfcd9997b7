/** Something a person can put right: one clear sentence with the way out, shown without a stack. */
export class Fault extends Error {
  override readonly name = 'Fault';
}

/** SQLite's own numbers of a full disk and of a file that cannot be written. */
const SQLITE_FULL = 13;
const SQLITE_READONLY = 8;

/** What to say of a failure at start; undefined for failures that no sentence is known for. */
export function sentenceOf(error: unknown, stateFolder: string): string | undefined {
  if (error instanceof Fault) return error.message;
  const { code, errcode, path } = (error ?? {}) as NodeJS.ErrnoException & { errcode?: number };
  if (code === 'ENOSPC' || errcode === SQLITE_FULL)
    return `The disk is full: free some space (the platform's state is in ${stateFolder}), then start again.`;
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM' || errcode === SQLITE_READONLY)
    return `${path ?? stateFolder} cannot be written: make it writable, or name another folder with npm start -- --state FOLDER.`;
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return `${path ?? stateFolder} is not a folder: name another with npm start -- --state FOLDER.`;
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' || code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL')
    return 'npm start takes: -- --fresh (empty the state first), --no-seed (no demonstration), --state FOLDER.';
  return undefined;
}
