import { connect } from 'node:net';
import { DomainError } from '../../domain/errors.ts';

/** What a scanner says of a file; `not-scanned` where there is none. */
export type ScanResult = 'clean' | 'infected' | 'not-scanned';

/** A virus scanner behind one port. */
export interface VirusScanner {
  /** @throws DomainError `temporarily-unavailable` when a scanner that should be there does not answer */
  scan(bytes: Uint8Array): Promise<ScanResult>;
}

/** Within the function's own time; clamd takes about a second for 20 MB. */
const TIMEOUT_MS = 6_000;
/** clamd reads a stream in pieces, each below its StreamMaxLength. */
const PIECE_BYTES = 256 * 1024;

/**
 * ClamAV's daemon by its INSTREAM command (clamd(8)): `zINSTREAM\0`, then pieces with their length in four bytes before
 * them, then a length of zero; it answers `stream: OK`, or `stream: <name> FOUND`. The file's name is not told.
 * @param address `host:port`; empty where the deployment has no scanner
 */
export function virusScannerAt(address: string): VirusScanner {
  if (address === '') return { scan: async () => 'not-scanned' };
  const [host = '', port] = address.split(':');
  return {
    async scan(bytes) {
      const answer = await ask(host, Number(port), bytes).catch(() => '');
      if (/^stream: OK$/.test(answer)) return 'clean';
      if (/^stream: .+ FOUND$/.test(answer)) return 'infected';
      console.error(
        JSON.stringify({ level: 'warn', service: 'clamd', error: answer ? 'refused' : 'unreachable' }),
      );
      throw new DomainError('temporarily-unavailable');
    },
  };
}

/** Sends a file and gives what the daemon answers until it closes, without the NUL at its end. */
function ask(host: string, port: number, bytes: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const said: Buffer[] = [];
    socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error('late')));
    socket.on('error', reject);
    socket.on('data', (part) => said.push(part));
    socket.on('end', () => {
      socket.end();
      resolve(Buffer.concat(said).toString('utf8').replace(/\0$/, ''));
    });
    socket.on('connect', () => {
      socket.write('zINSTREAM\0');
      for (let place = 0; place < bytes.length; place += PIECE_BYTES) {
        const piece = bytes.subarray(place, place + PIECE_BYTES);
        socket.write(lengthOf(piece.length));
        socket.write(piece);
      }
      socket.write(lengthOf(0));
    });
  });
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}
