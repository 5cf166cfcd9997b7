/**
 * `npm run audit:export -- --purpose <words> [--from <day>] [--to <day>] [--login auditor-1] [--out trail.jsonl]`: takes an
 * export of the running platform's trail through its API, as an auditor does in the console.
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { ProblemError } from '../../contract/client-errors.ts';
import { downloadExport } from '../../contract/export-download.ts';
import { shanghaiDay } from '../../domain/time.ts';
import { askPlatform, platformOrigin } from '../ask-platform.ts';
import { signInAt } from '../demo/sign-in.ts';
import { sha256 } from './check-file.ts';

const { values: flags } = parseArgs({
  options: {
    purpose: { type: 'string' },
    from: { type: 'string', default: '2020-01-01' },
    to: { type: 'string' },
    login: { type: 'string', default: 'auditor-1' },
    out: { type: 'string', default: 'trail.jsonl' },
  },
});
if (flags.purpose === undefined)
  giveUp('导出用途？What is it for? npm run audit:export -- --purpose "示例：季度核查"');

const { localTime } = await askPlatform<{ localTime: string }>('/local/clock');
const scope = { from: flags.from, to: flags.to ?? shanghaiDay(localTime), purpose: flags.purpose };
try {
  const api = await signInAt(platformOrigin())(flags.login);
  const file = createWriteStream(flags.out);
  let written = { records: 0, events: 0 };
  for await (const part of downloadExport(api, scope, sha256)) {
    if (!file.write(part.text)) await once(file, 'drain');
    written = part.written;
  }
  file.end();
  await once(file, 'finish');
  console.log(`${flags.out}: ${written.records} 条记录 records, ${written.events} 个事件 events`);
} catch (error) {
  if (!(error instanceof ProblemError)) throw error;
  giveUp([error.detail, ...error.fields.map(({ path, message }) => `${path}: ${message}`)].join('\n'));
}

function giveUp(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}
