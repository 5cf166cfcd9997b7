import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { checkBytes } from '../../local/audit/check-file.ts';
import { auditEntry, chainOf, exported, exportText } from '../builders/trail.ts';

const verifyCommand = fileURLToPath(new URL('../../local/audit/verify.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'fugong-audit-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [ours, other] = ['APPLICATION#7K3M9Q2X4HWB', 'APPLICATION#0A1B2C3D4E5F'];
const text = await exportText([
  exported(
    chainOf([
      auditEntry({ by: 'enterprise-1', byRole: 'enterprise', action: 'submitApplication', to: 'submitted' }),
      auditEntry({ by: 'workflow', byRole: 'workflow', action: 'openReview', detail: { stage: '办事处' } }),
      auditEntry({ action: 'decideReview', detail: { outcome: 'approve', visit: 1 } }),
    ]),
  ),
  exported(chainOf([auditEntry({ entity: other }), auditEntry({ entity: other, action: 'releaseReview' })])),
]);
const bytes = Buffer.from(text);

async function* inChunks(content: Buffer, size = content.length): AsyncGenerator<Buffer> {
  for (let start = 0; start < content.length; start += size) yield content.subarray(start, start + size);
}

/** The events of the file by line, from 1: what a fault in the line has to name. */
const named = text.split('\n').map((line) => {
  const { event } = (line === '' ? {} : JSON.parse(line)) as { event?: { entity: string; seq: number } };
  return event && { entity: event.entity, seq: event.seq };
});

describe('the verifier of an export', () => {
  it('finds the file sound, however its bytes arrive', async () => {
    for (const size of [1, 7, 64, bytes.length])
      expect(await checkBytes(inChunks(bytes, size))).toMatchObject({ records: 2, events: 5 });
  });

  it('finds each single changed byte, in its line, and names the event it belongs to', async () => {
    let line = 1;
    for (let place = 0; place < bytes.length; place += 1) {
      for (const flip of [0x01, 0x20, 0x80]) {
        const changed = Buffer.from(bytes);
        changed[place] = (bytes[place] ?? 0) ^ flip;
        const found = await checkBytes(inChunks(changed));
        const what = `byte ${place} in line ${line}, changed by ${flip}`;
        expect(found, what).toMatchObject({ fault: expect.any(String), line });
        const event = named[line - 1];
        // The first event of a chain is named by what it says itself, and that may be what was changed.
        if (event && event.seq > 1) expect(found, what).toMatchObject(event);
      }
      if (bytes[place] === 0x0a) line += 1;
    }
  }, 60_000);

  it('finds each byte that is missing, and each that is doubled', async () => {
    for (let place = 0; place < bytes.length; place += 1) {
      const [before, after] = [bytes.subarray(0, place), bytes.subarray(place + 1)];
      const without = await checkBytes(inChunks(Buffer.concat([before, after])));
      // A file without its very last line end says the same, line by line.
      if (place < bytes.length - 1) expect(without, `without byte ${place}`).toHaveProperty('fault');
      const doubled = Buffer.concat([before, bytes.subarray(place, place + 1), bytes.subarray(place)]);
      expect(await checkBytes(inChunks(doubled)), `byte ${place} twice`).toHaveProperty('fault');
    }
  }, 60_000);
});

describe('npm run audit:verify', () => {
  const file = (name: string, content: string | Buffer) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };

  it('says in words that a sound file is sound, and ends with 0', () => {
    const said = execFileSync(process.execPath, [verifyCommand, file('sound.jsonl', text)], {
      encoding: 'utf8',
    });
    expect(said).toContain('2 条记录 records, 5 个事件 events');
    expect(said).toContain('auditor-1');
  });

  it('names the first broken event by record, number and line in both languages, and ends with 1', () => {
    const broken = text.replace('"outcome":"approve"', '"outcome":"reject!"');
    const { status, stdout } = spawnSync(process.execPath, [verifyCommand, file('broken.jsonl', broken)], {
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stdout).toContain(`${ours} 第 3 个事件 event 3`);
    expect(stdout).toContain('内容与其哈希不符');
    expect(stdout).toContain('its content does not match its hash');
    expect(stdout).toContain('line 4');
  });

  it('looks at every export of a folder, and says what to do where there is none', () => {
    const both = spawnSync(process.execPath, [verifyCommand, folder], { encoding: 'utf8' });
    expect(both.status).toBe(1);
    expect(both.stdout).toMatch(/broken\.jsonl[\s\S]*sound\.jsonl/);
    for (const given of [[], [join(folder, 'nowhere')]]) {
      const { status, stderr } = spawnSync(process.execPath, [verifyCommand, ...given], { encoding: 'utf8' });
      expect(status).toBe(1);
      expect(stderr).toMatch(/npm run audit:verify -- |没有/);
    }
  });
});
