import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { newOrganization, rest } from '../support/account.mjs';
import { isDate, notFound, rejectsWith, uid as shortUid } from '../support/expect.mjs';

describe('settings of a device that is switched off', () => {
  let device;
  let deviceUid;

  before(async () => {
    const { v1, organization } = await newOrganization();
    ({ device } = v1);
    deviceUid = (await v1.emulator.create({ organizationUid: organization.uid })).uid;
  });

  function isPending(record, expected) {
    assert.match(record.uid, shortUid);
    assert.equal(record.deviceUid, deviceUid);
    isDate(record.createdAt);
    assert.equal(record.failedAt, null);
    for (const [key, value] of Object.entries(expected)) assert.deepEqual(record[key], value, key);
  }

  const settings = {
    resolution: [
      { orientation: 'PORTRAIT', resolution: 'HD_READY' },
      { orientation: 'LANDSCAPE', resolution: 'FULL_HD' },
    ],
    autoRecovery: [
      { enabled: true, healthcheckIntervalMs: 30_000 },
      { enabled: false, autoEnableTimeoutMs: 40_000 },
      { enabled: false },
    ],
    peerRecovery: [
      { enabled: true, urlLauncherAddress: 'http://10.0.0.5:8080' },
      { enabled: false, autoEnableTimeoutMs: 40_000 },
      { enabled: false },
    ],
    extendedManagementUrl: [{ url: 'https::/example.com' }, { url: 'https://rm.example.com' }],
  };
  for (const [kind, values] of Object.entries(settings)) {
    test(`${kind}: the newest comes first and waits`, async () => {
      assert.equal((await device[kind].list(deviceUid)).length, 0);
      for (const value of values) await device[kind].set(deviceUid, value);
      const list = await device[kind].list(deviceUid);
      assert.equal(list.length, values.length);
      isPending(list[0], values.at(-1));
      assert.equal(list[0].succeededAt, null);
      values.toReversed().forEach((value, index) => {
        for (const [key, expected] of Object.entries(value)) assert.equal(list[index][key], expected, key);
      });
    });
  }

  test('resolution: the legacy names stand for a size, and nothing said of video', async () => {
    const [newest] = await device.resolution.list(deviceUid);
    assert.equal(newest.videoOrientation, null);
  });

  test('dateTime: a local time becomes an instant', async () => {
    await device.dateTime.set(deviceUid, { time: '2018-09-09T09:09:34.001', timezone: 'Europe/Prague' });
    const [newest] = await device.dateTime.list(deviceUid);
    isPending(newest, { timestamp: 1536476974001, timezone: 'Europe/Prague' });
  });

  test('dateTime: an unknown zone or an offset is refused', async () => {
    const before = await device.dateTime.list(deviceUid);
    for (const wrong of [
      { time: '2018-09-09T09:09:34', timezone: 'Mars/Olympus' },
      { time: '2018-09-09T09:09:34+02:00', timezone: 'Europe/Prague' },
    ]) {
      await rejectsWith(device.dateTime.set(deviceUid, wrong), { status: 400, errorCode: 400301 });
    }
    assert.deepEqual(await device.dateTime.list(deviceUid), before);
  });

  test('timers: each is listed once until it is removed', async () => {
    const timer = { timeOn: '10:30:00', timeOff: '22:00:00', weekdays: ['mon', 'fri'], volume: 55 };
    const first = { ...timer, type: 'TIMER_1', level: 'NATIVE' };
    const second = { ...timer, type: 'TIMER_1', level: 'PROPRIETARY' };
    assert.equal((await device.timer.list(deviceUid)).length, 0);
    await device.timer.set(deviceUid, first);
    await device.timer.set(deviceUid, second);
    await device.timer.set(deviceUid, { ...first, volume: 10 });
    const list = await device.timer.list(deviceUid);
    assert.equal(list.length, 2);
    isPending(list[0], { ...first, volume: 10 });
    isPending(list[1], second);
    await device.timer.set(deviceUid, { ...second, timeOn: null, timeOff: null });
    assert.deepEqual((await device.timer.list(deviceUid)).map(({ level }) => level), ['NATIVE']);
  });

  test('scheduled power actions: made, listed, read and cancelled', async () => {
    const settings = { powerAction: 'DISPLAY_POWER_ON', weekdays: ['MONDAY', 'SUNDAY'], time: '08:00:00' };
    assert.equal((await device.scheduledPowerAction.list(deviceUid)).length, 0);
    const first = await device.scheduledPowerAction.create(deviceUid, settings);
    const second = await device.scheduledPowerAction.create(deviceUid, { ...settings, powerAction: 'APPLET_REFRESH' });
    assert.match(first, shortUid);
    isPending(await device.scheduledPowerAction.get(deviceUid, first), settings);
    assert.deepEqual((await device.scheduledPowerAction.list(deviceUid)).map(({ uid }) => uid), [second, first]);
    await device.scheduledPowerAction.cancel(deviceUid, first);
    assert.deepEqual((await device.scheduledPowerAction.list(deviceUid)).map(({ uid }) => uid), [second]);
    await rejectsWith(device.scheduledPowerAction.get(deviceUid, first), notFound);
    await rejectsWith(device.scheduledPowerAction.cancel(deviceUid, first), notFound);
  });

  test('telemetry intervals: set, and refused in the words that clients know', async () => {
    await device.configuration.setTelemetryIntervals(deviceUid, { screenshots: 3_600_000, battery: 7_200_000 });
    // The SDK has no call to read them.
    const answer = await rest('GET', `/v1/device/configuration/${deviceUid}/telemetry-intervals`, { as: 'account' });
    assert.equal(answer.body.screenshots, 3_600_000);
    assert.equal(answer.body.battery, 7_200_000);
    assert.equal(answer.body.volume, null);
    await rejectsWith(device.configuration.setTelemetryIntervals(deviceUid, { 'battery+': 3_600_000 }), {
      status: 400,
      errorName: 'INVALID_BODY_PROPERTIES',
      errorCode: 400301,
    });
    await rejectsWith(device.configuration.setTelemetryIntervals(deviceUid, { battery: -1 }), { status: 400, errorCode: 400301 });
  });

  test('an unknown device takes no setting', async () => {
    const unknown = '0'.repeat(53);
    await rejectsWith(device.resolution.set(unknown, settings.resolution[0]), notFound);
    await rejectsWith(device.timer.list(unknown), notFound);
    await rejectsWith(device.scheduledPowerAction.list(unknown), notFound);
    await rejectsWith(device.configuration.setTelemetryIntervals(unknown, { battery: 3_600_000 }), notFound);
  });
});
