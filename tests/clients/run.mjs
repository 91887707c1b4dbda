import { startServer } from './support/placard-server.mjs';
import { runTests } from './support/run-tests.mjs';

const option = process.argv.find((argument) => argument.startsWith('--database='));
const server = await startServer({ database: option?.split('=')[1] });

await runTests(import.meta.url, {
  env: {
    PLACARD_TEST_URL: server.url,
    PLACARD_TEST_CREDENTIALS: JSON.stringify(server.credentials),
    // The SDK then takes its settings from the test alone, not from this machine.
    SOS_SKIP_DOTENV: '1',
  },
});

if (process.exitCode) console.error(`--- the server's log ends with\n${server.log.slice(-8_000)}`);
const ended = await server.dispose();
if (ended !== 0) {
  console.error(`the server did not stop cleanly: ${ended}`);
  process.exitCode ||= 1;
}
