import { networkInterfaces } from 'node:os';
import { chromium } from 'playwright-core';

/** Addresses of this machine: the CLI tells devices one in its network. */
const own = Object.values(networkInterfaces()).flat().filter(({ family }) => family === 'IPv4').map(({ address }) => address);

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The page must do with this machine alone: no other name resolves.
  `--host-resolver-rules=MAP * ~NOTFOUND, ${own.map((address) => `EXCLUDE ${address}`).join(', ')}`,
];

export function launchBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: flags,
  });
}
