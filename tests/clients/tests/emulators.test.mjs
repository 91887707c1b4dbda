import assert from 'node:assert/strict';
import { test } from 'node:test';
import { home, newOrganization, rest } from '../support/account.mjs';
import { deviceUid, isDate, notFound, rejectsWith } from '../support/expect.mjs';

test('a new emulator is a device of the organization', async () => {
  const { v1, organization } = await newOrganization();
  const device = await v1.emulator.create({ organizationUid: organization.uid });
  assert.match(device.uid, deviceUid);
  assert.equal(device.organizationUid, organization.uid);
  assert.equal(device.applicationType, 'default');
  assert.equal(device.pinCode, null);
  assert.ok(device.name);
  assert.deepEqual(device.supportedResolutions, [{ width: 1920, height: 1080 }]);

  const [listed, ...others] = await v1.emulator.list({ organizationUid: organization.uid });
  assert.equal(others.length, 0);
  assert.equal(listed.uid, device.uid);
  assert.match(listed.duid, deviceUid);
  assert.ok(listed.name);
  isDate(listed.createdAt);
});

test('without provisioning it waits for its hash', async () => {
  const { v1, organization } = await newOrganization();
  const { device, verificationHash } = await v1.emulator.createWithoutProvision({
    organizationUid: organization.uid,
    skipProvision: true,
  });
  assert.match(verificationHash, /^[0-9a-f]{6}$/);
  assert.equal((await v1.device.list()).length, 0);

  const verification = await v1.device.verification.set({ verificationHash });
  assert.equal(verification.deviceUid, device.uid);
  assert.equal((await v1.device.list())[0].uid, device.uid);
});

test('the list is paged and filtered', async () => {
  const { v1, organization } = await newOrganization();
  const organizationUid = organization.uid;
  const made = [];
  for (let i = 0; i < 5; i += 1) made.push((await v1.emulator.create({ organizationUid })).uid);

  const seen = [];
  for (let page = await v1.emulator.list({ organizationUids: [organizationUid], limit: 2 }); page; page = await page.getNextPage()) {
    seen.push(...page.map(({ uid }) => uid));
  }
  assert.deepEqual(seen, made.toReversed(), 'newest first, each once');
  const some = await v1.emulator.list({ organizationUid, uids: made.slice(0, 2) });
  assert.deepEqual(some.map(({ uid }) => uid).sort(), made.slice(0, 2).sort());
});

test('a deleted emulator is gone as a device too', async () => {
  const { v1, organization } = await newOrganization();
  const { uid } = await v1.emulator.create({ organizationUid: organization.uid });
  const answer = await rest('DELETE', `/v1/emulator/${uid}`, { as: 'account' });
  assert.equal(answer.status, 204, answer.text);
  await rejectsWith(v1.device.get(uid), notFound);
  assert.equal((await v1.emulator.list({ organizationUid: organization.uid })).length, 0);
});

test('the SDK deletes with the organization token', async () => {
  const { v1, organization } = await newOrganization();
  const { uid } = await v1.emulator.create({ organizationUid: organization.uid });
  await v1.emulator.delete(uid);
  await rejectsWith(v1.device.get(uid), notFound);
});

test('an organization that does not exist has no emulators', async () => {
  await rejectsWith(home.v1.emulator.list({ organizationUid: '0'.repeat(50) }), notFound);
});
