import { spawn } from 'node:child_process';

/** Starts a program and keeps the end of what it prints, to be shown when something goes wrong. */
export function start(command, { env = {}, cwd, input = false } = {}) {
  const [program, ...args] = command;
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: [input ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  });
  const running = {
    output: '',
    exitCode: undefined,
    exited: new Promise((resolve) => {
      child.once('error', (error) => resolve(`did not start: ${error.message}`));
      child.once('exit', (code, signal) => resolve(code ?? signal));
    }),
    kill: (signal) => child.kill(signal),
    type: (text) => child.stdin.write(text),
  };
  running.exited.then((code) => (running.exitCode = code));
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => (running.output = (running.output + chunk).slice(-200_000)));
  }
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.removeListener('exit', end));
  return running;
}

/** Asks with SIGTERM, insists with SIGKILL; returns the exit code or the deadly signal. */
export async function stop(running, { timeout = 20_000 } = {}) {
  running.kill('SIGTERM');
  const killer = setTimeout(() => running.kill('SIGKILL'), timeout);
  const code = await running.exited;
  clearTimeout(killer);
  return code;
}
