import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { eventually } from '../../clients/support/eventually.mjs';
import { drivers, useLab } from '../support/lab.mjs';

const lab = useLab();
const patience = { timeout: 120_000, interval: 500 };

/** Each with the telemetry that must follow. */
const settings = [
  [
    'time',
    { time: '2026-11-24T12:00:00', timezone: 'Asia/Tokyo', ntpServer: 'pool.ntp.org' },
    { timestamp: 1795489200000, timezone: 'Asia/Tokyo', ntpServer: 'pool.ntp.org' },
    ['DATETIME', { timezone: 'Asia/Tokyo' }],
  ],
  ['time', { timezone: 'Asia/Kolkata' }, { timestamp: null, timezone: 'Asia/Kolkata' }, ['DATETIME', { timezone: 'Asia/Kolkata' }]],
  ['auto-recovery', { enabled: true, healthcheckIntervalMs: 30_000 }, undefined, ['AUTO_RECOVERY', { enabled: true, healthcheckIntervalMs: 30_000 }]],
  ['auto-recovery', { enabled: false, autoEnableTimeoutMs: 40_000 }, undefined, ['AUTO_RECOVERY', { enabled: false, autoEnableTimeoutMs: 40_000 }]],
  ['auto-recovery', { enabled: false }, undefined, ['AUTO_RECOVERY', { enabled: false }]],
  [
    'peer-recovery',
    { enabled: true, urlLauncherAddress: 'http://10.0.0.5:8080' },
    undefined,
    ['PEER_RECOVERY', { enabled: true, urlLauncherAddress: 'http://10.0.0.5:8080' }],
  ],
  ['peer-recovery', { enabled: false }, undefined, ['PEER_RECOVERY', { enabled: false }]],
  // The emulator writes addresses as a browser does.
  ['extended-management', { url: 'https://rm.example.com' }, undefined, ['EXTENDED_MANAGEMENT', { url: 'https://rm.example.com/' }]],
  // It acknowledges that there shall be none, and goes on to report the one before.
  ['extended-management', { url: null }, undefined, []],
];

const timer = { timeOn: '08:00:00', timeOff: '20:00:00', weekdays: ['mon', 'fri'], volume: 30 };

describe('settings of a paired device', { concurrency: true }, () => {
  for (const driver of drivers) {
    describe(`over ${driver}`, { concurrency: 1, timeout: 600_000 }, () => obeys(driver));
  }
});

function obeys(driver) {
  let device;
  let screen;

  before(async () => {
    device = await lab.provision(driver);
    screen = await lab.openScreen({ duid: device.duid });
    // What a device can do is judged by what it reported.
    await eventually(
      'its capabilities are known',
      async () => (await device.read('telemetry/latest')).telemetries.MANAGEMENT_CAPABILITIES,
      { timeout: 180_000, interval: 500 },
    );
  });

  for (const [path, body, listed, [type, data]] of settings) {
    test(`acknowledges ${path} ${JSON.stringify(body)}`, lab.reporting(async () => {
      await device.send('PUT', path, body);
      const record = await device.acknowledged(path);
      for (const [key, value] of Object.entries(listed ?? body)) assert.equal(record[key], value);
      if (type) await device.telemetry(type, data);
    }));
  }

  for (const [level, type, shown] of [
    ['NATIVE', 'TIMERS', { ...timer, weekdays: ['MONDAY', 'FRIDAY'] }],
    ['PROPRIETARY', 'PROPRIETARY_TIMERS', { timeOn: timer.timeOn, timeOff: timer.timeOff, weekdays: ['MONDAY', 'FRIDAY'] }],
  ]) {
    test(`sets and removes a timer of level ${level}`, lab.reporting(async () => {
      await device.send('PUT', 'timer-settings', { ...timer, type: 'TIMER_3', level });
      const record = await device.acknowledged('timer-settings');
      assert.equal(record.level, level);
      await reported(type, [{ type: 'TIMER_3', ...shown }]);
      await device.send('PUT', 'timer-settings', { ...timer, type: 'TIMER_3', level, timeOn: null, timeOff: null });
      assert.deepEqual(await device.read('timer-settings'), []);
      await reported(type, []);
    }));
  }

  test('schedules a power action and forgets it', lab.reporting(async () => {
    await device.send('POST', 'scheduled-power-action', { powerAction: 'DISPLAY_POWER_ON', weekdays: ['MONDAY', 'SUNDAY'], time: '08:15:00' });
    const { uid } = await device.acknowledged('scheduled-power-action');
    await reported('POWER_ACTIONS_SCHEDULE', [{ uid, powerType: 'DISPLAY_POWER_ON', weekdays: ['MONDAY', 'SUNDAY'], time: '08:15:00' }]);
    await device.send('DELETE', `scheduled-power-action/${uid}`);
    assert.deepEqual(await device.read('scheduled-power-action'), []);
    await reported('POWER_ACTIONS_SCHEDULE', []);
    await done('CANCEL_SCHEDULED_POWER_ACTION');
  }));

  test('schedules an action of the applet', lab.reporting(async () => {
    await device.send('POST', 'scheduled-power-action', { powerAction: 'APPLET_REFRESH', weekdays: ['TUESDAY'], time: '09:30:00' });
    const { uid } = await device.acknowledged('scheduled-power-action');
    await device.send('DELETE', `scheduled-power-action/${uid}`);
    await done('CANCEL_SCHEDULED_POWER_ACTION');
  }));

  test('makes another key', lab.reporting(async () => {
    await device.send('PUT', 'revoke-key');
    await done('REVOKE_KEY');
  }));

  for (const [path, type, method = 'PUT', body] of [
    ['vpn', 'SET_VPN', 'PUT', { enable: true }],
    ['security', 'SET_SECURITY', 'PUT', { usbEnabled: false }],
    ['pin-code', 'REFRESH_PIN', 'POST'],
  ]) {
    test(`is known not to do ${path}`, lab.reporting(async () => {
      await device.send(method, path, body);
      const [entry] = await log(type);
      assert.ok(entry.failedAt);
      assert.equal(entry.failCode, 'not_supported');
    }));
  }

  test('takes its intervals and the switch of screen capture from its configuration', lab.reporting(async () => {
    const intervals = `/v1/device/configuration/${device.uid}/telemetry-intervals`;
    const answer = await lab.rest('PUT', intervals, { body: { volume: 7_200_000, default: 3_600_000 } });
    assert.equal(answer.status, 200, answer.text);
    await device.send('PUT', 'screen-capture', { enable: false });
    assert.equal((await lab.rest('POST', `/v1/device/${device.uid}/screenshot`)).status, 403);
    await done('TELEMETRY_INTERVALS');
    await done('SET_SCREEN_CAPTURE');
    assert.equal((await lab.rest('GET', intervals)).body.volume, 7_200_000);
    assert.deepEqual(await device.read('screen-capture'), { enabled: false });
    await device.send('PUT', 'screen-capture', { enable: true });
    assert.ok(Array.isArray(await device.read('screenshot')));
  }));

  test('resizes and comes back', lab.reporting(async () => {
    const sessions = screen.traffic.sessions;
    // Over polling it restarts before its answer leaves, and telemetry tells what came of it. Of a size the emulator takes no notice.
    const body = { orientation: 'PORTRAIT', ...(driver === 'ws' && { size: { width: 1280, height: 720 }, framerate: 60 }) };
    await device.send('PUT', 'resolution', body);
    const [{ uid, size }] = await device.read('resolution');
    assert.deepEqual(size, body.size ?? null);
    await eventually('both connections are back', () => screen.traffic.sessions >= sessions + 2, patience);
    await device.telemetry('ORIENTATION', { orientation: 'PORTRAIT' });
    await device.acknowledged('resolution');
    assert.equal(screen.traffic.received('Device.Resolution.ResizeDevice', uid), 1);
  }));

  async function log(type) {
    return (await device.read('action-log')).filter((entry) => entry.type === type);
  }

  function done(type) {
    return eventually(
      `${type} is done`,
      async () => {
        const [entry] = await log(type);
        assert.equal(entry.failedAt, null, JSON.stringify(entry));
        return entry.succeededAt && entry;
      },
      patience,
    );
  }

  function reported(type, expected) {
    return eventually(
      `telemetry ${type} is ${JSON.stringify(expected)}`,
      async () => {
        const { data } = await device.read(`telemetry/${type}/latest`);
        return JSON.stringify(sorted(data)) === JSON.stringify(sorted(expected));
      },
      patience,
    );
  }
}

/** The same whatever the order of keys. */
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a.localeCompare(b)).map(([key, member]) => [key, sorted(member)]));
}
