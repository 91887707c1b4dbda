import { randomBytes } from 'node:crypto';
import { after, before } from 'node:test';
import { startServer } from '../../clients/support/placard-server.mjs';
import { createRest } from '../../clients/support/rest.mjs';
import { launchBrowser } from './browser.mjs';
import { hostEmulator } from './emulator-host.mjs';
import { RemoteDevice } from './remote-device.mjs';
import { Screen } from './screen.mjs';

export const drivers = ['ws', 'http'];

export const newDuid = () => randomBytes(27).toString('hex').slice(0, 53);

/** A server, a browser and the emulator's files, for one test file. */
export function useLab(options) {
  const lab = new Lab();
  before(() => lab.open(options), { timeout: 120_000 });
  after(() => lab.close(), { timeout: 60_000 });
  return lab;
}

class Lab {
  #screens = [];

  async open(options) {
    this.host = await hostEmulator();
    this.server = await startServer(options);
    this.rest = createRest(this.server.url, this.server.credentials);
    this.browser = await launchBrowser();
  }

  async close() {
    await this.browser?.close();
    await this.host?.close();
    await this.server?.dispose();
  }

  async openScreen(options) {
    const { browser, host, server } = this;
    const screen = await Screen.open({ browser, host, server, ...options });
    this.#screens.push(screen);
    return screen;
  }

  /** A device that is already in the organization, set to one connection method. */
  async provision(driver) {
    const organizationUid = this.server.credentials.SOS_ORGANIZATION_UID;
    const created = await this.rest('POST', '/v1/emulator', { body: { organizationUid } });
    const device = new RemoteDevice(this.rest, created.headers.get('location').split('/').pop());
    if (driver === 'http') await device.send('PUT', '', { connectionMethod: 'http' }, { version: 'v2' });
    device.duid = (await device.read('')).duid;
    return device;
  }

  /** Runs a test body; when it fails, shows what the devices and the server said. */
  reporting(body) {
    return async (context) => {
      try {
        await body(context);
      } catch (error) {
        const log = this.server?.log.slice(-8_000);
        console.error([...this.#screens.map((s) => s.report()), '--- server', log].join('\n'));
        throw error;
      }
    };
  }
}
