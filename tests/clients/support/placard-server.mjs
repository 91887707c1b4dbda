import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from './eventually.mjs';
import { createDatabase } from './postgres.mjs';
import { start, stop } from './processes.mjs';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const release = (project, part = 'src') =>
  path.join(repository, part, project, 'bin/Release/net10.0', `${project}.dll`);

/** Programs under test; a published build can be named instead of the one built here. */
export const programs = {
  server: process.env.PLACARD_SERVER_COMMAND?.split(' ') ?? ['dotnet', release('Placard.Server')],
  clockedServer: ['dotnet', release('Placard.ClockedServer', 'tests')],
  emulator: process.env.PLACARD_EMULATOR_COMMAND?.split(' ') ?? ['dotnet', release('Placard.Emulator')],
};

/**
 * Starts the real server as its users do: own process, own data folder, own port.
 * A clocked one has a clock that the test can set forward.
 */
export async function startServer({ database = 'sqlite', options = [], clocked = false } = {}) {
  const data = await mkdtemp(path.join(tmpdir(), 'placard-client-test-'));
  const url = `http://127.0.0.1:${await freePort()}`;
  const contentUrl = `http://127.0.0.1:${await freePort()}`;
  const connection = database === 'postgres' ? ['--database', await createDatabase()] : [];
  const location = ['--data', data, ...connection];
  const server = new PlacardServer(url, data, {
    command: [...(clocked ? programs.clockedServer : programs.server), ...location, '--urls', url, '--content-urls', contentUrl, ...options],
    contentUrl,
    location,
  });
  try {
    await server.start();
  } catch (error) {
    await server.dispose();
    throw error;
  }
  return server;
}

class PlacardServer {
  #command;
  #location;
  #process;

  constructor(url, data, { command, contentUrl, location }) {
    this.url = url;
    this.contentUrl = contentUrl;
    this.data = data;
    this.#command = command;
    this.#location = location;
  }

  /** Runs a command for the administrator on this server's data, and returns what it printed. */
  async administer(...command) {
    const run = start([...programs.server, ...command, ...this.#location]);
    const code = await run.exited;
    if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}\n${run.output}`);
    return run.output;
  }

  get log() {
    return this.#process?.output ?? '';
  }

  async start() {
    // The quota is per address, and every test of a run comes from the same one.
    const env = { PLACARD_QUOTA__PERMITSPERSECOND: '100000' };
    this.#process = start(this.#command, { env, input: true });
    const outcome = await eventually(
      'the server is ready or has ended',
      async () => this.#process.exitCode !== undefined || ((await this.#isReady()) && 'ready'),
      { timeout: 60_000, interval: 100 },
    );
    if (outcome !== 'ready') throw new Error(`the server did not start (${this.#process.exitCode})\n${this.log}`);
    this.credentials = await readCredentials(path.join(this.data, 'credentials.env'));
  }

  /** Sets the clock of a clocked server forward. */
  async advance(seconds) {
    const seen = this.#process.output.length;
    this.#process.type(`advance ${seconds}\n`);
    await eventually('the clock is set', () => this.#process.output.slice(seen).includes('advanced'), { interval: 20 });
  }

  async #isReady() {
    return (await fetch(`${this.url}/health/ready`)).status === 200;
  }

  /** Graceful stop. The data stay, so that `start` continues where this left off. */
  async stop() {
    return this.#process ? stop(this.#process) : undefined;
  }

  /** What a power cut does: no draining, no goodbye to the devices. */
  async kill() {
    this.#process.kill('SIGKILL');
    return this.#process.exited;
  }

  async dispose() {
    const code = await this.stop();
    await rm(this.data, { recursive: true, force: true });
    return code;
  }
}

async function readCredentials(file) {
  const lines = (await readFile(file, 'utf8')).split('\n');
  const pairs = lines.map((line) => line.match(/^(?:export )?([A-Z_]+)=["']?(.*?)["']?$/)).filter(Boolean);
  return Object.fromEntries(pairs.map(([, name, value]) => [name, value]));
}

/** Below the ports that the system gives to outgoing connections, of which a test run has thousands. */
export async function freePort() {
  for (;;) {
    const port = 10_240 + Math.floor(Math.random() * 9_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
