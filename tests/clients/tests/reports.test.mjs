import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newOrganization, rest, url } from '../support/account.mjs';
import { switchOn } from '../support/emulated-device.mjs';
import { eventually } from '../support/eventually.mjs';
import { isDate, notFound, rejectsWith } from '../support/expect.mjs';

describe('a device that never spoke', () => {
  let device;
  let uid;

  before(async () => {
    const { v1, organization } = await newOrganization();
    ({ device } = v1);
    ({ uid } = await v1.emulator.create({ organizationUid: organization.uid }));
  });

  test('has no telemetry, in the literal words of the contract', async () => {
    await rejectsWith(device.telemetry.getLatest(uid, 'BRIGHTNESS'), {
      ...notFound,
      body: {
        status: 404,
        message: 'Resource not found - BRIGHTNESS telemetry was not found',
        errorCode: 404311,
        errorName: 'RESOURCE_NOT_FOUND',
        errorDetail: "Specified resource doesn't exist",
      },
    });
  });

  test('is listed among the latest telemetry all the same', async () => {
    const latest = await device.telemetry.getLatestByUid({ uid });
    assert.equal(latest.deviceUid, uid);
    isDate(latest.createdAt);
    const [listed] = await device.telemetry.listLatest({ filter: { deviceUids: [uid] } });
    assert.equal(listed.deviceUid, uid);
  });

  test('has no PIN, storage, temperature or screenshot', async () => {
    await rejectsWith(device.pinCode.get(uid), notFound);
    await rejectsWith(device.monitoring.storage(uid), notFound);
    assert.deepEqual(await device.monitoring.temperatures(uid), []);
    assert.deepEqual(await device.monitoring.screenshots(uid), []);
    assert.deepEqual(await device.screenshot.listLastScreenshotsByDevices({ filter: { deviceUids: [uid] } }), []);
  });

  test('has no report file and no full connected hour of a day that has not come', async () => {
    assert.deepEqual(await device.monitoring.reports(uid, { createdSince: new Date(0), createdUntil: new Date() }), []);
    assert.deepEqual(await device.monitoring.hourlyStatuses(uid, { from: new Date('2100-01-01'), to: new Date('2100-01-02') }), []);
    await rejectsWith(device.monitoring.reports('someUid'), notFound);
    await rejectsWith(device.monitoring.hourlyStatuses('someUid'), notFound);
  });

  test('is offline since its provisioning', async () => {
    // The SDK has no call for uptime and offline ranges.
    const ranges = await rest('GET', `/v1/device/${uid}/offline-range`, { as: 'account' });
    assert.equal(ranges.status, 200, ranges.text);
    assert.equal(ranges.body.length, 1);
    assert.equal(ranges.body[0].until, null);
    const uptime = await rest('GET', `/v1/uptime?deviceUid=${uid}`, { as: 'account' });
    assert.equal(uptime.status, 200, uptime.text);
    assert.equal(uptime.body.uptime, 0);
    assert.equal(uptime.body.downtime, uptime.body.total);
  });
});

describe('a device that is switched on', { timeout: 180_000 }, () => {
  let api;
  let device;
  let uid;
  let emulated;

  before(async () => {
    const { v1, organization, token } = await newOrganization();
    api = v1;
    ({ device } = v1);
    const created = await v1.emulator.create({ organizationUid: organization.uid });
    ({ uid } = created);
    emulated = await switchOn({
      url,
      duid: created.duid,
      isOnline: async () => (await device.telemetry.getLatest(uid, 'ONLINE_STATUS')).data.online,
    });
    assert.ok(token.id);
  });

  after(() => emulated?.stop());

  const arrives = (description, look) => eventually(description, look, { timeout: 60_000 });

  test('is alive and has a PIN', async () => {
    const { aliveAt } = await arrives('a ping', async () => {
      const alive = await api.deviceAlive.get({ uid });
      return alive.aliveAt && alive;
    });
    isDate(aliveAt);
    const { deviceUid, pinCode } = await arrives('a PIN', () => device.pinCode.get(uid));
    assert.equal(deviceUid, uid);
    assert.match(pinCode, /^\d{4}$/);
  });

  const settings = [
    ['audio', { volume: 41 }, 'VOLUME', { volume: 41 }],
    ['brightness', { brightness1: 55, brightness2: 55, timeFrom1: '00:00:00', timeFrom2: '12:00:00' }, 'BRIGHTNESS', { brightness: 55 }],
    ['remoteControl', { enabled: false }, 'REMOTE_CONTROL', { enabled: false }],
    ['debug', { appletEnabled: true, nativeEnabled: false }, 'DEBUG', { appletEnabled: true, nativeEnabled: false }],
  ];
  for (const [kind, value, type, data] of settings) {
    test(`obeys ${kind} and reports ${type}`, async () => {
      await device[kind].set(uid, value);
      const done = await arrives('the answer', async () => {
        const [newest] = await device[kind].list(uid);
        return newest.succeededAt && newest;
      });
      isDate(done.succeededAt);
      assert.equal(done.failedAt, null);
      const telemetry = await arrives('the report', async () => {
        const latest = await device.telemetry.getLatest(uid, type);
        return Object.entries(data).every(([key, wanted]) => latest.data[key] === wanted) && latest;
      });
      assert.equal(telemetry.deviceUid, uid);
      assert.equal(telemetry.type, type);
      isDate(telemetry.updatedAt);
    });
  }

  test('performs a power action', async () => {
    await device.powerAction.set(uid, { devicePowerAction: 'DISPLAY_POWER_OFF' });
    await arrives('the answer', async () => (await device.powerAction.list(uid))[0].succeededAt);
  });

  test('sends a screenshot', async () => {
    await device.screenshot.take(uid);
    const [newest] = await arrives('the picture', async () => {
      const list = await device.screenshot.getList(uid);
      return list.length && list;
    });
    assert.equal(newest.deviceUid, uid);
    isDate(newest.takenAt);
    const image = await fetch(newest.uri);
    assert.equal(image.status, 200);
    assert.equal(Buffer.from(await image.arrayBuffer()).toString('latin1', 0, 4), '\x89PNG');
    const [last] = await device.screenshot.listLastScreenshotsByDevices({ filter: { deviceUids: [uid] } });
    assert.ok(last.takenAt >= newest.takenAt);
    const none = await device.screenshot.getList(uid, { takenUntil: new Date(0) });
    assert.deepEqual(none, []);
  });

  test('reports storage and temperature', async () => {
    const storage = await arrives('storage', () => device.monitoring.storage(uid));
    assert.ok(storage.internal.capacity > 0);
    assert.ok(storage.removable.capacity >= 0);
    isDate(storage.updatedAt);
    const [temperature] = await arrives('a temperature', async () => {
      const list = await device.monitoring.temperatures(uid, { createdSince: new Date(0) });
      return list.length && list;
    });
    assert.equal(typeof temperature.temperature, 'number');
    isDate(temperature.createdAt);
  });

  test('is online by every account of it', async () => {
    assert.equal((await device.telemetry.getLatest(uid, 'ONLINE_STATUS')).data.online, true);
    const alive = await rest('GET', `/v1/device/${uid}/alive`, { as: 'account' });
    assert.equal(alive.body.status, 'online');
    const uptime = await rest('GET', `/v1/uptime?deviceUid=${uid}`, { as: 'account' });
    assert.ok(uptime.body.uptime > 0);
    const [range] = (await rest('GET', `/v1/device/${uid}/offline-range`, { as: 'account' })).body;
    assert.ok(range.until);
  });

  test('writes its log', async () => {
    const [entry] = await arrives('an entry', async () => {
      const log = await rest('GET', `/v1/device/${uid}/system-log?limit=5`, { as: 'account' });
      return log.body.length && log.body;
    });
    assert.equal(entry.deviceUid, uid);
    assert.match(entry.type, /^[A-Z_]+$/);
    assert.match(entry.createdAt, /^\d{4}-.*\.\d{3}Z$/);
  });

  test('latest telemetry of one and of many agree; the history pages', async () => {
    const latest = await device.telemetry.getLatestByUid({ uid });
    const [listed] = await device.telemetry.listLatest({ filter: { deviceUids: [uid] } });
    assert.deepEqual(listed.telemetries.VOLUME, latest.telemetries.VOLUME);
    assert.equal(latest.telemetries.VOLUME.data.volume, 41);
    // The SDK has no call for the history.
    const answer = await rest('GET', `/v1/device/${uid}/telemetry/VOLUME?limit=1`, { as: 'account' });
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.body.length, 1);
    assert.equal(answer.body[0].data.volume, 41);
  });
});
