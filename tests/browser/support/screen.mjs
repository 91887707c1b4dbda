import { eventually } from '../../clients/support/eventually.mjs';
import { Gate } from './gate.mjs';
import { Traffic } from './traffic.mjs';

/**
 * One emulator page: the screen of one device. Each has its own browser context, because the emulator
 * keeps its session in cookies and local storage.
 */
export class Screen {
  #blocked = [];
  #console = [];
  gate = new Gate();

  static async open({ browser, host, server, duid, address = `${host.url}/index.html`, port, gated = false, rewriteConfiguration }) {
    const context = await browser.newContext({ viewport: { width: 960, height: 540 } });
    const screen = new Screen(await context.newPage(), duid);
    await screen.#blockOtherHosts(context, [address, server.url, server.contentUrl], port);
    if (rewriteConfiguration) await rewriteDocument(context, server.url, rewriteConfiguration);
    if (gated) await screen.gate.install(screen.page);
    const query = new URLSearchParams({ duid, platformBaseUrl: server.url });
    await screen.page.goto(`${address}?${query}`);
    return screen;
  }

  constructor(page, duid) {
    this.page = page;
    this.duid = duid;
    this.traffic = new Traffic(page);
    page.on('console', (message) => this.#console.push(message.text()));
  }

  async #blockOtherHosts(context, allowed, port) {
    const origins = allowed.map((url) => new URL(url).origin);
    await context.route(
      (url) => url.protocol.startsWith('http') && !origins.includes(url.origin) && url.port !== `${port}`,
      (route) => {
        this.#blocked.push(route.request().url());
        return route.abort();
      },
    );
  }

  /** The six characters that an operator would read off the screen. */
  verificationHash() {
    return eventually(
      'the screen shows a verification hash',
      async () => (await this.text()).match(/Verification Hash:\s*([0-9a-f]{6})\b/i)?.[1],
      { timeout: 60_000 },
    );
  }

  /** Waits until an applet of the tests shows this text. */
  shows(text) {
    return eventually(
      `the screen shows ${text}`,
      async () => {
        const frames = this.page.frames().map((frame) => frame.locator('#shown').textContent({ timeout: 500 }).catch(() => ''));
        return (await Promise.all(frames)).includes(text);
      },
      { timeout: 120_000 },
    );
  }

  text() {
    return this.page.evaluate(() => globalThis.document.body.innerText);
  }

  report() {
    return [
      `--- ${this.duid}`,
      this.traffic.tail(),
      'console:',
      ...this.#console.slice(-15).map((line) => line.slice(0, 300)),
      `blocked: ${this.#blocked.join(' ')}`,
    ].join('\n');
  }
}

async function rewriteDocument(context, serverUrl, rewrite) {
  await context.route(`${serverUrl}/configuration/**`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: rewrite(await response.json()) });
  });
}
