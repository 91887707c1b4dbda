import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { newOrganization, rest } from '../support/account.mjs';
import { isDate, notFound, rejectsWith, uid as shortUid } from '../support/expect.mjs';

const day = { timeFrom1: '08:00:00', timeFrom2: '20:00:00' };

describe('commands to a device that is switched off', () => {
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
    assert.equal(record.succeededAt, null);
    assert.equal(record.failedAt, null);
    for (const [key, value] of Object.entries(expected)) assert.equal(record[key], value, key);
  }

  const settings = {
    audio: [{ volume: 20 }, { volume: 30 }],
    brightness: [
      { brightness1: 10, brightness2: 20, ...day },
      { brightness1: 30, brightness2: 40, ...day },
    ],
    remoteControl: [{ enabled: true }, { enabled: false }],
    debug: [
      { appletEnabled: true, nativeEnabled: false },
      { appletEnabled: false, nativeEnabled: true },
    ],
  };
  for (const [kind, [first, second]] of Object.entries(settings)) {
    test(`${kind}: the newest comes first and waits`, async () => {
      assert.equal((await device[kind].list(deviceUid)).length, 0);
      await device[kind].set(deviceUid, first);
      await device[kind].set(deviceUid, second);
      const [newest, oldest] = await device[kind].list(deviceUid);
      isPending(newest, second);
      for (const [key, value] of Object.entries(first)) assert.equal(oldest[key], value, key);
      isDate(oldest.failedAt);
    });
  }

  test('power actions are listed under their other name', async () => {
    await device.powerAction.set(deviceUid, { devicePowerAction: 'DISPLAY_POWER_OFF' });
    await device.powerAction.set(deviceUid, { devicePowerAction: 'APPLET_REFRESH' });
    const list = await device.powerAction.list(deviceUid);
    assert.deepEqual(list.map(({ powerType }) => powerType), ['APPLET_REFRESH', 'DISPLAY_POWER_OFF']);
    for (const record of list) isPending(record, {});
  });

  test('an unknown power action is refused', async () => {
    await rejectsWith(device.powerAction.set(deviceUid, { devicePowerAction: 'EXPLODE' }), {
      name: 'RequestError',
      status: 400,
      errorName: 'INVALID_BODY_PROPERTIES',
      errorCode: 400301,
    });
  });

  test('values out of range are refused and leave nothing behind', async () => {
    const before = await device.audio.list(deviceUid);
    for (const volume of [-1, 101, 'loud', null]) {
      await rejectsWith(device.audio.set(deviceUid, { volume }), { status: 400, errorCode: 400301 });
    }
    assert.deepEqual(await device.audio.list(deviceUid), before);
  });

  test('a screenshot can be asked for in both ways', async () => {
    await device.screenshot.take(deviceUid);
    await device.monitoring.takeScreenshot(deviceUid);
    assert.equal((await device.screenshot.getList(deviceUid)).length, 0);
  });

  test('an unknown device takes no command', async () => {
    const unknown = '0'.repeat(53);
    await rejectsWith(device.audio.set(unknown, { volume: 1 }), notFound);
    await rejectsWith(device.audio.list(unknown), notFound);
    await rejectsWith(device.powerAction.set(unknown, { devicePowerAction: 'APP_RESTART' }), notFound);
    await rejectsWith(device.screenshot.take(unknown), notFound);
  });

  test('all of it is in the action log', async () => {
    // The SDK has no call for the log.
    const answer = await rest('GET', `/v1/device/${deviceUid}/action-log`, { as: 'account' });
    assert.equal(answer.status, 200, answer.text);
    const kinds = new Set(answer.body.map(({ type }) => type));
    for (const kind of ['SET_VOLUME', 'SET_BRIGHTNESS', 'SET_REMOTE_CONTROL', 'SET_DEBUG', 'POWER_ACTION', 'TAKE_SCREENSHOT']) {
      assert.ok(kinds.has(kind), kind);
    }
    const one = await rest('GET', `/v1/device/${deviceUid}/action-log/${answer.body[0].uid}`, { as: 'account' });
    assert.deepEqual(one.body, answer.body[0]);
  });
});
