import { askPlatform } from './ask-platform.ts';

const shanghai = (instant: string) =>
  `${new Date(instant).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' })} Asia/Shanghai`;

const [command] = process.argv.slice(2);
if (command) {
  const { before, localTime } = await askPlatform<{ before: string; localTime: string }>('/local/clock', {
    command,
  });
  console.log(`${shanghai(before)}  ->  ${shanghai(localTime)}`);
} else {
  const { localTime } = await askPlatform<{ localTime: string }>('/local/clock');
  console.log(shanghai(localTime));
}
