import { shownLogins } from './identity/logins.ts';
import type { Platform } from './platform.ts';

/** Prints where everything is and who can sign in. */
export function announce({ origin, localTime }: Platform, state: string, seconds: number): void {
  const clock = localTime().toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' });
  const rows = [
    ['企业申报 Apply', `${origin}/apply/`],
    ['审批台 Console', `${origin}/console/`],
    ['卡口核验 Gate', `${origin}/officer/`],
    ['接口文档 API', `${origin}/api/docs/`],
    ['本地时间 Clock', `${clock} Asia/Shanghai   (npm run clock -- +5d)`],
    ['数据 State', `${state}   (npm start -- --fresh empties it)`],
  ] as const;
  const logins = shownLogins.map(({ sub }) => sub).join(' ');
  process.stdout.write(
    [
      '',
      `复工通 Fugong is ready in ${seconds.toFixed(1)} s`,
      '',
      ...rows.map(([label, value]) => `  ${pad(label, 18)}${value}`),
      '',
      `  ${pad('登录 Logins', 18)}${logins}`,
      `  ${pad('令牌 Token', 18)}npm run -s token -- bureau-1`,
      '',
      '  Ctrl-C 结束 stops everything.',
      '',
    ].join('\n'),
  );
}

/** Pads by columns of a terminal: a Chinese character takes two. */
function pad(text: string, columns: number): string {
  const width = [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1), 0);
  return text + ' '.repeat(Math.max(1, columns - width));
}
