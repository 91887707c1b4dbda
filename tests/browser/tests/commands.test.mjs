import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { eventually } from '../../clients/support/eventually.mjs';
import { drivers, useLab } from '../support/lab.mjs';

const lab = useLab();
const day = { timeFrom1: '08:00:00', timeFrom2: '20:00:00' };

/** Each with the telemetry that must follow, where the emulator reports any at once. */
const settings = [
  ['volume', { volume: 37 }, 'VOLUME', { volume: 37 }],
  ['brightness', { brightness1: 64, brightness2: 64, ...day }, 'BRIGHTNESS', { brightness: 64 }],
  ['remote-control', { enabled: false }, 'REMOTE_CONTROL', { enabled: false }],
  ['debug', { appletEnabled: true, nativeEnabled: false }],
];

const powerActions = [
  'DISPLAY_POWER_OFF',
  'DISPLAY_POWER_ON',
  'APPLET_REFRESH',
  'APPLET_RELOAD',
  'APPLET_DISABLE',
  'APPLET_ENABLE',
];
/** These reload the page, and the device has to connect again. */
const restarts = ['APP_RESTART', 'SYSTEM_REBOOT'];

describe('a paired device', { concurrency: true }, () => {
  for (const driver of drivers) {
    // One device does one thing after the other; only the two devices run side by side.
    describe(`over ${driver}`, { concurrency: 1, timeout: 420_000 }, () => obeys(driver));
  }
});

function obeys(driver) {
  let device;
  let screen;

  before(async () => {
    device = await lab.provision(driver);
    screen = await lab.openScreen({ duid: device.duid });
  });

  test('is online by that driver', lab.reporting(async () => {
    const online = await eventually(
      'the device is online',
      async () => {
        const { telemetries } = await device.read('telemetry/latest');
        return telemetries.ONLINE_STATUS?.data.online && telemetries;
      },
      { timeout: 90_000 },
    );
    assert.equal(online.CONNECTION_METHOD.data, driver);
  }));

  for (const [path, body, type, data] of settings) {
    test(`acknowledges ${path}`, lab.reporting(async () => {
      await device.send('PUT', path, body);
      const record = await device.acknowledged(path);
      for (const [key, value] of Object.entries(body)) assert.equal(record[key], value);
      if (type) await device.telemetry(type, data);
    }));
  }

  test('uploads a screenshot that anyone with its address can see', lab.reporting(async () => {
    await device.send('POST', 'screenshot');
    const [newest] = await eventually(
      'the screenshot is listed',
      async () => {
        const list = await device.read('screenshot');
        return list.length && list;
      },
      { timeout: 120_000 },
    );
    assert.equal(newest.deviceUid, device.uid);
    const image = await fetch(newest.uri);
    assert.equal(image.status, 200);
    const bytes = Buffer.from(await image.arrayBuffer());
    assert.equal(bytes.subarray(0, 8).toString('latin1'), '\x89PNG\r\n\x1a\n');
    assert.ok(bytes.length > 1_000);
  }));

  test('is told its new name', lab.reporting(async () => {
    const name = `Lobby over ${driver}`;
    await device.send('PUT', '', { name });
    assert.equal((await device.read('', { version: 'v2' })).name, name);
    await eventually('the name reaches the device', () => screen.traffic.received('Device.UpdateDevice', name), {
      timeout: 120_000,
    });
  }));

  for (const devicePowerAction of powerActions) {
    test(`performs ${devicePowerAction}`, lab.reporting(async () => {
      await device.send('POST', 'power-action', { devicePowerAction });
      const record = await device.acknowledged('power-action');
      assert.equal(record.powerType, devicePowerAction);
    }));
  }

  for (const devicePowerAction of restarts) {
    test(`performs ${devicePowerAction} and comes back`, lab.reporting(async () => {
      const sessions = screen.traffic.sessions;
      await device.send('POST', 'power-action', { devicePowerAction });
      const record = await device.acknowledged('power-action');
      assert.equal(record.powerType, devicePowerAction);
      await eventually('both connections are back', () => screen.traffic.sessions >= sessions + 2, {
        timeout: 120_000,
      });
    }));
  }

  test('reports alive, PIN, storage and telemetry', lab.reporting(async () => {
    const patience = { timeout: 180_000, interval: 1_000 };
    await eventually('it is alive', async () => (await device.read('alive')).aliveAt, patience);
    assert.match((await device.read('pin-code')).pinCode, /^\d{4}$/);
    const storage = await eventually('storage is known', () => device.read('storage'), patience);
    assert.ok(storage.internal.capacity > 0);
    assert.ok(storage.internal.freeSpace <= storage.internal.capacity);
    const telemetries = await eventually(
      'most telemetry types have arrived',
      async () => {
        const latest = (await device.read('telemetry/latest')).telemetries;
        return Object.keys(latest).length >= 20 && latest;
      },
      patience,
    );
    assert.equal(telemetries.VOLUME.data.volume, 37);
    const [newest] = await device.read('telemetry/VOLUME');
    assert.equal(newest.data.volume, 37);
  }));

  test('leaves a history in which everything was done, and done once', lab.reporting(async () => {
    const log = await device.read('action-log');
    assert.deepEqual(log.filter((entry) => !entry.succeededAt), []);
    const performed = await device.read('power-action');
    assert.equal(performed.length, powerActions.length + restarts.length);
    for (const { uid } of performed) {
      assert.equal(screen.traffic.received('Device.Power.PerformPowerAction', uid), 1);
    }
  }));
}
