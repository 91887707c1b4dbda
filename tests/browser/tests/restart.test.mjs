import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eventually } from '../../clients/support/eventually.mjs';
import { postgres } from '../../clients/support/postgres.mjs';
import { useLab } from '../support/lab.mjs';

// The emulator waits 30 s before it connects again, and up to 60 s between polls.
const patience = { timeout: 200_000, interval: 500 };
const setVolume = 'Device.Audio.SetDeviceVolume';
const power = 'Device.Power.PerformPowerAction';
const screenshot = 'Device.Screenshot.TakeInstantScreenshot';

/** A power cut on one database, an orderly restart on the other. */
const cases = [['sqlite', 'kill'], ...(postgres ? [['postgres', 'stop']] : [])];

describe('a restart of the server in the middle of pending commands', { concurrency: true }, () => {
  for (const [database, ending] of cases) describe(`on ${database} by ${ending}`, () => survives(database, ending));
});

function survives(database, ending) {
  const lab = useLab({ database });

  test('loses no setting and repeats no command', { timeout: 400_000 }, lab.reporting(async () => {
    const owing = await connect(lab, 'ws');
    const polling = await connect(lab, 'http');

    const { device, screen } = owing;
    screen.gate.shut();
    await device.send('PUT', 'volume', { volume: 61 });
    await device.send('POST', 'power-action', { devicePowerAction: 'DISPLAY_POWER_OFF' });
    await device.send('POST', 'screenshot');
    const [[volume], [action]] = [await device.read('volume'), await device.read('power-action')];
    const { traffic } = screen;
    await eventually(
      'the device has the commands',
      () => traffic.received(setVolume, volume.uid) && traffic.received(power, action.uid) && traffic.received(screenshot),
      patience,
    );
    assert.equal((await device.read('power-action'))[0].succeededAt, null, 'the answer is still owed');
    await polling.device.send('PUT', 'volume', { volume: 62 });
    await polling.device.send('POST', 'power-action', { devicePowerAction: 'DISPLAY_POWER_OFF' });

    await lab.server[ending]();
    screen.gate.open();
    await lab.server.start();
    // Asked for while no device is back yet: has to wait for it, and then to be sent once.
    for (const each of [owing, polling]) {
      await each.device.send('PUT', 'brightness', brightness);
      await each.device.send('POST', 'power-action', { devicePowerAction: 'APPLET_REFRESH' });
    }

    await Promise.all([settles(owing, 61), settles(polling, 62)]);
    assert.equal(traffic.received(screenshot), 1, 'the screenshot was asked for once');
  }));
}

const brightness = { brightness1: 71, brightness2: 71, timeFrom1: '08:00:00', timeFrom2: '20:00:00' };

async function connect(lab, driver) {
  const device = await lab.provision(driver);
  const screen = await lab.openScreen({ duid: device.duid, gated: driver === 'ws' });
  await eventually(
    `the device is online over ${driver}`,
    async () => (await device.read('telemetry/ONLINE_STATUS/latest')).data.online,
    patience,
  );
  await device.send('PUT', 'volume', { volume: 1 });
  await device.acknowledged('volume');
  return { device, screen };
}

async function settles({ device, screen }, volume) {
  assert.equal((await device.acknowledged('volume')).volume, volume);
  assert.equal((await device.acknowledged('brightness')).brightness1, brightness.brightness1);
  await device.telemetry('VOLUME', { volume });
  const actions = await eventually(
    'every power action has an end',
    async () => {
      const list = await device.read('power-action');
      return list.every((action) => action.succeededAt || action.failedAt) && list;
    },
    patience,
  );
  assert.equal(actions.length, 2);
  const [afterwards, before] = actions;
  assert.ok(afterwards.succeededAt, 'the command of after the restart was carried out');
  assert.equal(screen.traffic.received(power, afterwards.uid), 1);
  assert.ok(screen.traffic.received(power, before.uid) <= 1, 'a command of before the restart was repeated');
  for (const action of actions) assert.ok(!(action.succeededAt && action.failedAt));
}
