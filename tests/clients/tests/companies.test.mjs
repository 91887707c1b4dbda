import assert from 'node:assert/strict';
import { test } from 'node:test';
import { home, newOrganization, rest } from '../support/account.mjs';
import { notFound, rejectsWith } from '../support/expect.mjs';

const { company, organization } = home.v1;

test('companies: list, get, billing plan', async () => {
  const [own] = await company.list();
  assert.equal(own.isCompany, true);
  assert.equal((await company.get(own.uid)).uid, own.uid);
  await company.setBillingPlan(own.uid, 'enterprise');
  await rejectsWith(company.setBillingPlan(own.uid, 'gold'), {
    name: 'RequestError',
    status: 400,
    errorName: 'INVALID_PATH_PARAMS',
  });
  await rejectsWith(company.get('0'.repeat(50)), notFound);
});

test('organizations of a company', async () => {
  const { organization: made } = await newOrganization();
  const [own] = await company.list();
  const found = await organization.list({ companyUid: own.uid, uids: [made.uid] });
  assert.deepEqual(
    found.map(({ uid, parentUid }) => ({ uid, parentUid })),
    [{ uid: made.uid, parentUid: own.uid }],
  );
});

test('update, plan and delete', async () => {
  const { organization: made } = await newOrganization();
  await organization.update(made.uid, { title: 'Renamed' });
  assert.equal((await organization.get(made.uid)).title, 'Renamed');
  for (const plan of ['open', 'basic', 'medium', 'all']) {
    await organization.setSubscriptionType(made.uid, plan);
    assert.equal((await organization.get(made.uid)).subscriptionType, plan);
  }
  await organization.delete(made.uid);
  await rejectsWith(organization.get(made.uid), notFound);
  assert.equal((await organization.list({ uids: [made.uid] })).length, 0);
});

test('one with an emulator is not deleted', async () => {
  const { organization: made, v1 } = await newOrganization();
  const emulator = await v1.emulator.create({ organizationUid: made.uid });
  await rejectsWith(organization.delete(made.uid), { status: 409 });
  const { status } = await rest('DELETE', `/v1/emulator/${emulator.uid}`, { as: 'account' });
  assert.equal(status, 204);
  await organization.delete(made.uid);
});

// The SDK has no calls for members.
test('members: add, list, edit, delete', async () => {
  const { organization: made } = await newOrganization();
  const members = `/v1/organization/${made.uid}/member`;
  const call = (method, path, body) => rest(method, path, { as: 'account', body });
  const added = await call('POST', members, { email: 'jane.roe@example.org', role: 'user' });
  assert.deepEqual([added.status, added.body], [201, { message: 'OK' }]);
  const { body: listed } = await call('GET', members);
  const jane = listed.find(({ email }) => email === 'jane.roe@example.org');
  assert.deepEqual(Object.keys(jane), ['id', 'username', 'email', 'firstname', 'lastname', 'role', 'assignedAt']);
  assert.ok(Number.isSafeInteger(jane.id));
  assert.equal((await call('PUT', `${members}/${jane.id}`, { role: 'guest' })).status, 200);
  assert.equal((await call('GET', `${members}/${jane.id}`)).body.role, 'guest');
  assert.equal((await call('DELETE', `${members}/${jane.id}`)).status, 200);
  assert.equal((await call('GET', `${members}/${jane.id}`)).status, 404);
});
