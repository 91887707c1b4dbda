import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Connection string of the throw-away cluster that test.sh made, or undefined. */
export const postgres = process.env.PLACARD_TEST_POSTGRES || undefined;

/** Makes an empty database and returns its connection string. */
export async function createDatabase() {
  const settings = parse(postgres);
  const name = `placard_${randomBytes(6).toString('hex')}`;
  await run('psql', ['--no-psqlrc', '--command', `create database ${name}`], {
    env: {
      ...process.env,
      PGHOST: settings.host,
      PGPORT: settings.port ?? '5432',
      PGUSER: settings.username,
      PGPASSWORD: settings.password ?? '',
      PGDATABASE: settings.database ?? 'postgres',
    },
  });
  return Object.entries({ ...settings, database: name })
    .map(([key, value]) => `${key}=${value}`)
    .join(';');
}

function parse(connectionString) {
  return Object.fromEntries(
    connectionString
      .split(';')
      .filter(Boolean)
      .map((pair) => pair.split('='))
      .map(([key, ...value]) => [key.trim().toLowerCase(), value.join('=').trim()]),
  );
}
