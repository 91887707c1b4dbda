import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { newOrganization } from '../support/account.mjs';
import { isDate, notFound, rejectsWith, uid as shortUid } from '../support/expect.mjs';

describe('the software of a device that is switched off', () => {
  let device;
  let deviceUid;

  before(async () => {
    const { v1, organization } = await newOrganization();
    ({ device } = v1);
    deviceUid = (await v1.emulator.create({ organizationUid: organization.uid })).uid;
  });

  test('an application version that is nowhere is taken and has failed', async () => {
    await rejectsWith(device.appVersion.get(deviceUid), notFound);
    await device.appVersion.set(deviceUid, { applicationType: 'default', version: '1.0.0' });
    await device.appVersion.set(deviceUid, { applicationType: 'default', version: '2.0.0' });
    const newest = await device.appVersion.get(deviceUid);
    assert.match(newest.uid, shortUid);
    assert.equal(newest.deviceUid, deviceUid);
    assert.equal(newest.applicationType, 'default');
    assert.equal(newest.version, '2.0.0');
    assert.equal(newest.succeededAt, null);
    isDate(newest.createdAt);
    isDate(newest.failedAt);
  });

  test('firmware answers with the uid of the request', async () => {
    const none = await device.firmware.get(deviceUid);
    assert.match(none.uid, /^DEVICE_CREATE_UID:[0-9a-f]{50}$/);
    isDate(none.createdAt);
    const { requestUid } = await device.firmware.set(deviceUid, { version: 'FW-7.4.1' });
    const asked = await device.firmware.get(deviceUid);
    assert.equal(asked.uid, requestUid);
    assert.equal(asked.version, 'FW-7.4.1');
    isDate(asked.createdAt);
  });

  test('packages wait in a list, newest first', async () => {
    assert.deepEqual(await device.package.list(deviceUid), []);
    await device.package.install(deviceUid, { packageName: 'org.example.one', version: '1.0.0', build: '410' });
    await device.package.install(deviceUid, { packageName: 'org.example.two', version: '2.0.0', build: 'arm' });
    const list = await device.package.list(deviceUid);
    assert.deepEqual(list.map(({ packageName }) => packageName), ['org.example.two', 'org.example.one']);
    assert.equal(list[0].build, 'arm');
    assert.equal(list[0].succeededAt, null);
    assert.equal(list[0].failedAt, null);
    isDate(list[0].createdAt);
  });

  test('what is wrong is refused', async () => {
    const refused = { status: 400, errorCode: 400301 };
    await rejectsWith(device.appVersion.set(deviceUid, { applicationType: 'default', version: '../..' }), refused);
    await rejectsWith(device.firmware.set(deviceUid, {}), refused);
    await rejectsWith(device.package.install(deviceUid, { packageName: 'org.example.one' }), refused);
    const unknown = '0'.repeat(53);
    await rejectsWith(device.firmware.get(unknown), notFound);
    await rejectsWith(device.package.list(unknown), notFound);
  });
});
