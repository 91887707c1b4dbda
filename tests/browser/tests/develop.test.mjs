import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Cli, keysOf } from '../../clients/support/cli.mjs';
import { eventually } from '../../clients/support/eventually.mjs';
import { freePort } from '../../clients/support/placard-server.mjs';
import { stop } from '../../clients/support/processes.mjs';
import { Applets, page } from '../support/applets.mjs';
import { modules } from '../support/emulator-host.mjs';
import { useLab } from '../support/lab.mjs';

const patience = { timeout: 120_000 };

describe('developing an applet', { concurrency: true }, () => {
  for (const database of ['sqlite', 'postgres']) {
    describe(`on ${database}`, { concurrency: 1, timeout: 300_000 }, () => develops(database));
  }
});

function develops(database) {
  const lab = useLab({ database });
  let cli;
  let device;
  let project;
  let started;
  let screen;

  before(async () => {
    const organizationUid = lab.server.credentials.SOS_ORGANIZATION_UID;
    cli = await Cli.create(lab.server.url, keysOf(lab.server.credentials));
    await cli.run('organization', 'set-default', '--organization-uid', organizationUid);
    device = await lab.provision('ws');
    project = path.join(cli.home, 'menu-board');
    for (const [name, text] of Object.entries({
      'package.json': JSON.stringify({ name: 'menu-board', version: '1.0.0', main: 'dist/index.html', files: ['dist'], devDependencies: { '@signageos/front-applet': '8.2.4' } }),
      'sos.config.local.json': JSON.stringify({ colour: 'local' }),
      ...Object.fromEntries(Object.entries(await page({ title: 'Draft' })).map(([name, text]) => [`dist/${name}`, text])),
    })) {
      const file = path.join(project, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    // As if the developer had installed the packages.
    await symlink(modules, path.join(project, 'node_modules'));
  });
  after(async () => {
    if (started) await stop(started);
    await cli?.dispose();
  });

  test('the emulator that the CLI starts shows the draft, and is online', lab.reporting(async () => {
    const port = await freePort();
    started = cli.start(['applet', 'start', '--port', `${port}`, '--applet-path', project], { cwd: project });
    const address = `http://127.0.0.1:${port}`;
    await eventually('the CLI serves the emulator', async () => (await fetch(address)).ok, patience);
    screen = await lab.openScreen({ duid: device.duid, address });
    await screen.shows('Draft shows {"colour":"local"}');
    await eventually('the device is online', async () => (await device.read('telemetry/ONLINE_STATUS/latest')).data.online, patience);
    assert.match(screen.page.url(), new RegExp(device.duid));
  }));

  test('a connected device shows the draft from the machine of its developer, until it is disconnected', lab.reporting(async () => {
    const other = await lab.provision('ws');
    const draftUid = await new Applets(lab.rest).create('Draft');
    await cli.runIn(project, 'applet', 'build', '--applet-uid', draftUid);
    const port = await freePort();
    // The device is told an address of this machine in its network.
    const display = await lab.openScreen({ duid: other.duid, port });
    await eventually('both connections are there', () => display.traffic.sessions >= 2, patience);
    const connection = cli.start(
      ['device', 'connect', '--device-uid', other.uid, '--applet-uid', draftUid, '--server-port', `${port}`, '--server-public-url', `http://127.0.0.1:${port}`, '--applet-path', project],
      { cwd: project },
    );
    try {
      await display.shows('Draft shows {"colour":"local"}');
    } catch (error) {
      throw new Error(`${error.message}\n${connection.output}`);
    } finally {
      await stop(connection);
    }
    await eventually('the CLI disconnected the device', () => display.traffic.received('Device.Connect.DisconnectDevice') > 0, patience);
  }));
}
