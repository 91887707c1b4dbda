import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { newOrganization } from '../support/account.mjs';
import { isDate, notFound, rejectsWith, uid as shortUid } from '../support/expect.mjs';

/** The SDK answers only when the server lists exactly what was sent; so a call that returns is most of the proof. */
describe('content of a device', { timeout: 60_000 }, () => {
  let v1;
  let appletUid;
  let deviceUid;

  before(async () => {
    const made = await newOrganization();
    v1 = made.v1;
    appletUid = (await v1.applet.create({ name: 'Menu board' })).uid;
    for (const version of ['1.0.0', '1.1.0']) await v1.applet.version.create(appletUid, { version, entryFile: 'index.html' });
    deviceUid = (await v1.emulator.create({ organizationUid: made.organization.uid })).uid;
  });

  const timing = (more = {}) => ({
    deviceUid,
    appletUid,
    appletVersion: '1.0.0',
    startsAt: new Date('2026-11-01T08:00:00.123Z'),
    endsAt: new Date('2026-11-01T09:00:00Z'),
    configuration: { identification: 'x1', deep: { list: [1, 'two', null, { three: 3.5 }] }, text: 'ž "quoted" <b>' },
    position: 1,
    finishEvent: { type: 'DURATION', data: null },
    ...more,
  });

  for (const [name, more] of Object.entries({
    'with a duration': { finishEvent: { type: 'DURATION', data: 15_000 } },
    'with a tap': { finishEvent: { type: 'SCREEN_TAP', data: null }, position: 2 },
    'with any data': { finishEvent: { type: 'IDLE_TIMEOUT', data: { after: ['a', 1] } }, configuration: {} },
  })) {
    test(`a timing ${name} comes back as it was sent`, async () => {
      const made = await v1.timing.create(timing(more));
      assert.match(made.uid, shortUid);
      isDate(made.createdAt);
      const read = await v1.timing.get(made.uid);
      for (const [key, value] of Object.entries(timing(more))) assert.deepEqual(read[key], value, key);
      await v1.timing.delete(made.uid);
      await rejectsWith(v1.timing.get(made.uid), notFound);
      await rejectsWith(v1.timing.delete(made.uid), notFound);
    });
  }

  test('a timing is changed', async () => {
    const made = await v1.timing.create(timing());
    const { deviceUid: _, appletUid: __, ...changes } = timing({ appletVersion: '1.1.0', position: 7, configuration: { other: true } });
    const changed = await v1.timing.update(made.uid, changes);
    assert.deepEqual([changed.appletVersion, changed.position, changed.configuration], ['1.1.0', 7, { other: true }]);
    assert.ok(changed.updatedAt > made.createdAt);
    await v1.timing.delete(made.uid);
  });

  test('an applet in use is not deleted', async () => {
    const made = await v1.timing.create(timing());
    await rejectsWith(v1.applet.delete(appletUid), { status: 409 });
    await v1.timing.delete(made.uid);
  });

  test('what another organization owns can not be shown', async () => {
    const other = await newOrganization();
    const foreign = (await other.v1.applet.create({ name: 'Foreign' })).uid;
    await other.v1.applet.version.create(foreign, { version: '1.0.0', entryFile: 'index.html' });
    await rejectsWith(v1.timing.create(timing({ appletUid: foreign })), notFound);
  });

  test('a command is readable at once, also for a device that is switched off', async () => {
    const sent = await v1.applet.command.send(deviceUid, appletUid, { command: { type: 'MyCms.Play', file: 'a.mp4' } });
    assert.deepEqual([sent.deviceUid, sent.appletUid, sent.command], [deviceUid, appletUid, { type: 'MyCms.Play', file: 'a.mp4' }]);
    isDate(sent.receivedAt);
    const list = await v1.applet.command.list(deviceUid, appletUid, { receivedSince: sent.receivedAt, type: 'MyCms.Play' });
    assert.deepEqual(list.map(({ uid }) => uid), [sent.uid]);
    assert.equal((await v1.applet.command.list(deviceUid, appletUid, { type: 'MyCms.Stop' })).length, 0);
  });

  test('tests of an applet wait for the device', async () => {
    await v1.device.appletTest.run(deviceUid, appletUid, '1.0.0', ['tests/first.spec.js']);
    const run = await v1.device.appletTest.get(deviceUid, appletUid, '1.0.0');
    assert.deepEqual([run.pendingTests, run.successfulTests, run.failedTests], [['tests/first.spec.js'], [], []]);
  });

  test('a device is connected to a machine and disconnected', async () => {
    await v1.device.connect.connect(deviceUid, { appletUid, appletVersion: '1.0.0', appletPublicUrl: 'http://10.0.0.7:8091' });
    await v1.device.connect.disconnect(deviceUid);
  });
});
