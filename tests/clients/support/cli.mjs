import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually } from './eventually.mjs';
import { start } from './processes.mjs';

const sos = createRequire(import.meta.url).resolve('@signageos/cli/dist/index.js');

/** The keys of an account, as a shell would have them. */
export const keysOf = (credentials) => ({
  SOS_API_IDENTIFICATION: credentials.SOS_API_IDENTIFICATION,
  SOS_API_SECURITY_TOKEN: credentials.SOS_API_SECURITY_TOKEN,
});

/** The CLI in a home folder of its own, talking to one server. */
export class Cli {
  static async create(url, keys = {}) {
    return new Cli(await mkdtemp(path.join(tmpdir(), 'placard-cli-')), url, keys);
  }

  constructor(home, url, keys) {
    this.home = home;
    // Each command asks npm for a newer CLI and waits for the answer, unless the temporary folder knows it. Here it hears at once that there is none.
    const alone = { HOME: home, TMPDIR: home, npm_config_registry: 'http://127.0.0.1:9', npm_config_fetch_retries: '0' };
    this.env = { ...alone, NO_COLOR: '1', FORCE_COLOR: '0', SOS_API_URL: url, ...keys };
  }

  dispose() {
    return rm(this.home, { recursive: true, force: true });
  }

  /** What it keeps between commands. */
  settings() {
    return readFile(path.join(this.home, '.sosrc'), 'utf8');
  }

  start(args, { cwd = this.home } = {}) {
    return start([process.execPath, sos, ...args], { cwd, env: this.env });
  }

  /** Runs a command that must succeed, and returns what it printed. */
  async run(...args) {
    return this.runIn(this.home, ...args);
  }

  async runIn(cwd, ...args) {
    const command = this.start(args, { cwd });
    assert.equal(await command.exited, 0, command.output);
    return command.output;
  }

  /**
   * Runs a command at a terminal, as a person does; `answers` are typed when the text before them appears.
   * Returns what the terminal showed.
   */
  async runAtTerminal(args, { cwd = this.home, answers = [], succeeds = true } = {}) {
    const quoted = [process.execPath, sos, ...args].map((part) => `'${part}'`).join(' ');
    const terminal = start(['script', '--quiet', '--return', '--command', quoted, '/dev/null'], {
      cwd,
      env: { ...this.env, TERM: 'xterm' },
      input: true,
    });
    for (const [question, answer] of answers) {
      await eventually(`the terminal asks ${question}`, () => question.test(terminal.output) || terminal.exitCode !== undefined);
      terminal.type(`${answer}\r`);
    }
    const code = await terminal.exited;
    if (succeeds) assert.equal(code, 0, terminal.output);
    else assert.notEqual(code, 0, terminal.output);
    return terminal.output;
  }
}
