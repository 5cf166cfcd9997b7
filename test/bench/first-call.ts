/** One cold path in a process of its own: imports a bundle and makes its first call; prints both together in ms. */
const [, , bundle = '', event = ''] = process.argv;
const input: unknown = JSON.parse(event);
const started = performance.now();
const { handler } = (await import(bundle)) as {
  handler: (event: unknown, context: object) => Promise<{ statusCode: number }>;
};
const { statusCode } = await handler(input, {});
const elapsed = performance.now() - started;
if (statusCode !== 200) throw new Error(`answered ${statusCode}`);
process.stdout.write(`${elapsed}\n`);
process.exit(0);
