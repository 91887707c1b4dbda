import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/**
 * Runs `tests/*.test.mjs` beside the caller with Node's own runner, or only the files named on the
 * command line. PLACARD_TEST_TAP names a file for the counts that test.sh adds up.
 */
export async function runTests(caller, { concurrency, env = {} } = {}) {
  const folder = fileURLToPath(new URL('./', caller));
  const all = (await readdir(`${folder}/tests`)).filter((name) => name.endsWith('.test.mjs'));
  const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
  const files = all.filter((name) => !named.length || named.some((part) => name.includes(part)));
  if (!files.length) throw new Error(`no test file matches ${named}`);
  const tap = process.env.PLACARD_TEST_TAP;
  const child = spawn(
    process.execPath,
    [
      '--test',
      ...(concurrency ? [`--test-concurrency=${concurrency}`] : []),
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      ...(tap ? ['--test-reporter=tap', `--test-reporter-destination=${tap}`] : []),
      ...files.sort().map((name) => `tests/${name}`),
    ],
    { cwd: folder, stdio: 'inherit', env: { ...process.env, ...env } },
  );
  process.exitCode = await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}
