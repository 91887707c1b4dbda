import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { newOrganization, rest } from '../support/account.mjs';
import { isDate, notFound, rejectsWith, uid as shortUid } from '../support/expect.mjs';

describe('devices', () => {
  let v1;
  let v2;
  let organizationUid;
  let devices;

  before(async () => {
    const made = await newOrganization();
    ({ v1, v2 } = made);
    organizationUid = made.organization.uid;
    devices = [];
    for (let i = 0; i < 3; i += 1) devices.push(await v1.emulator.create({ organizationUid }));
  });

  test('v1: list and get', async () => {
    const list = await v1.device.list();
    assert.deepEqual(list.map(({ uid }) => uid).sort(), devices.map(({ uid }) => uid).sort());
    const device = await v1.device.get(devices[0].uid);
    assert.equal(device.organizationUid, organizationUid);
    assert.match(device.duid, /^[0-9a-f]{53}$/);
    isDate(device.createdAt);
    assert.equal(device.locationUid, null);
  });

  test('v1: filters', async () => {
    const { uid, duid } = devices[1];
    for (const search of [uid, duid]) {
      assert.deepEqual((await v1.device.list({ search })).map((device) => device.uid), [uid]);
    }
    assert.equal((await v1.device.list({ applicationType: 'default' })).length, 3);
    assert.equal((await v1.device.list({ applicationType: 'tizen' })).length, 0);
    assert.equal((await v1.device.list({ model: 'no such model' })).length, 0);
  });

  test('v1: legacy paging', async () => {
    const seen = [];
    for (let page = await v1.device.list({ pagination: 2 }); page; page = await page.getNextPage()) {
      assert.ok(page.length <= 2);
      seen.push(...page.map(({ uid }) => uid));
    }
    assert.deepEqual(seen, devices.map(({ uid }) => uid).reverse());
  });

  test('v1: a new name holds at once', async () => {
    await v1.device.set(devices[0].uid, { name: 'Reception' });
    assert.equal((await v1.device.get(devices[0].uid)).name, 'Reception');
    assert.equal((await v2.device.get(devices[0].uid)).name, 'Reception');
  });

  test('v2: list, get and filters', async () => {
    assert.equal((await v2.device.list()).length, 3);
    assert.equal((await v2.device.list({ limit: 2 })).length, 2);
    assert.equal((await v2.device.list({ applicationType: 'default' })).length, 3);
    assert.equal((await v2.device.list({ brand: 'no such brand' })).length, 0);
    const device = await v2.device.get(devices[2].uid);
    assert.equal(device.uid, devices[2].uid);
    assert.equal(device.applicationType, 'default');
    isDate(device.createdAt);
  });

  test('v2: any subset of the settings', async () => {
    const { uid } = devices[2];
    await v2.device.set(uid, { name: 'Window' });
    assert.equal((await v2.device.get(uid)).name, 'Window');
    await v2.device.set(uid, { connectionMethod: 'http' });
    await v2.device.set(uid, { name: 'Shop window', connectionMethod: 'websocket' });
    const { name, connectionMethod } = await v2.device.get(uid);
    assert.deepEqual({ name, connectionMethod }, { name: 'Shop window', connectionMethod: 'websocket' });
  });

  test('authentication hash, both ways', async () => {
    const { uid } = devices[0];
    const byUid = await v1.device.authentication.get(uid);
    assert.equal(byUid.deviceUid, uid);
    assert.match(byUid.authHash, /^[0-9a-f]{24}$/);
    isDate(byUid.createdAt);
    assert.deepEqual(await v1.device.authentication.getByAuthHash(byUid.authHash), byUid);
    assert.deepEqual(await v1.device.authentication.getByAuthHash(byUid.authHash.slice(0, 10)), byUid);
    await rejectsWith(v1.device.authentication.getByAuthHash('0'.repeat(24)), notFound);
  });

  test('alive, one and many', async () => {
    const one = await v1.deviceAlive.get({ uid: devices[0].uid });
    assert.equal(one.uid, devices[0].uid);
    assert.equal(one.aliveAt, null);
    isDate(one.createdAt);
    const deviceUids = devices.slice(0, 2).map(({ uid }) => uid);
    const some = await v1.deviceAlive.list({ filter: { deviceUids } });
    assert.deepEqual(some.map(({ uid }) => uid).sort(), deviceUids.sort());

    const seen = [];
    let page = await v1.deviceAlive.list({ pagination: { limit: 2 }, sort: { descending: false } });
    for (; page; page = await page.getNextPage()) seen.push(...page.map(({ uid }) => uid));
    assert.deepEqual(seen, devices.map(({ uid }) => uid), 'oldest first');
  });

  test('a device of another organization is not found', async () => {
    const other = await newOrganization();
    const { uid } = devices[0];
    await rejectsWith(other.v1.device.get(uid), notFound);
    await rejectsWith(other.v2.device.get(uid), notFound);
    await rejectsWith(other.v2.device.set(uid, { name: 'Mine' }), notFound);
    await rejectsWith(other.v1.device.audio.set(uid, { volume: 1 }), notFound);
    await rejectsWith(other.v1.device.authentication.get(uid), notFound);
    assert.equal((await other.v1.device.list()).length, 0);
  });

  test('an account token reads a device too', async () => {
    const answer = await rest('GET', `/v1/device/${devices[0].uid}`, { as: 'account' });
    assert.equal(answer.status, 200, answer.text);
  });

  test('moves to another organization of the account, and back', async () => {
    const other = await newOrganization();
    const { uid } = devices[2];
    await v1.device.set(uid, { name: 'Reception' });

    await v1.device.set(uid, { organizationUid: other.organization.uid });
    const moved = await other.v1.device.get(uid);
    assert.equal(moved.organizationUid, other.organization.uid);
    assert.notEqual(moved.name, 'Reception');
    await rejectsWith(v1.device.get(uid), notFound);
    assert.ok(!(await v2.device.list()).some((device) => device.uid === uid));

    await other.v1.device.set(uid, { organizationUid });
    assert.equal((await v1.device.get(uid)).organizationUid, organizationUid);
    await rejectsWith(other.v1.device.get(uid), notFound);
    await rejectsWith(v1.device.set(uid, { organizationUid: '0'.repeat(50) }), notFound);
  });

  test('an unknown location is not found', async () => {
    await rejectsWith(v1.deviceLocation.assign(devices[0].uid, '0'.repeat(50)), notFound);
    await rejectsWith(v1.deviceLocation.unassign(devices[0].uid, '0'.repeat(50)), notFound);
  });
});

describe('pairing', () => {
  test('by verification hash', async () => {
    const { v1, organization } = await newOrganization();
    const { device, verificationHash } = await v1.emulator.createWithoutProvision({
      organizationUid: organization.uid,
      skipProvision: true,
    });
    const verification = await v1.device.verification.set({ verificationHash });
    assert.match(verification.uid, shortUid);
    assert.equal(verification.deviceUid, device.uid);
    assert.equal(verification.hash, verificationHash);
    isDate(verification.createdAt);
    isDate(verification.verifiedAt);
    assert.deepEqual(await v1.device.verification.get(verification.uid), verification);
  });

  test('an unknown hash is named in the error', async () => {
    const { v1 } = await newOrganization();
    const error = await v1.device.verification.set({ verificationHash: 'zzzzzz' }).catch((reason) => reason);
    assert.equal(error.constructor.name, 'NotFoundError');
    assert.match(error.message, /Device verification was not found by hash zzzzzz/);
  });

  test('a deprovisioned device is gone', async () => {
    const { v1, organization } = await newOrganization();
    const { uid } = await v1.emulator.create({ organizationUid: organization.uid });
    await v1.device.provisioning.deprovision(uid);
    await rejectsWith(v1.device.get(uid), notFound);
    assert.equal((await v1.device.list()).length, 0);
  });
});
