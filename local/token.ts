import { askPlatform } from './ask-platform.ts';

const [login] = process.argv.slice(2);
if (!login) {
  console.error('Whose token? For example: npm run -s token -- bureau-1');
  process.exit(1);
}
const { token } = await askPlatform<{ token: string }>('/local/token', { login });
console.log(token);
