import { runTests } from '../clients/support/run-tests.mjs';

await runTests(import.meta.url, { concurrency: 3 });
