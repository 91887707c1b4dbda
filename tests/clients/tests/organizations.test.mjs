import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect, credentials, home, newOrganization } from '../support/account.mjs';
import { isDate, notFound, rejectsWith, uid } from '../support/expect.mjs';

const { organization } = home.v1;

test('create, get and list', async () => {
  const name = `Shop-${process.pid}`;
  const created = await organization.create({ name, title: 'Shop & Co' });
  assert.match(created.uid, uid);
  assert.equal(created.name, name);
  assert.equal(created.title, 'Shop & Co');
  isDate(created.createdAt);

  const read = await organization.get(created.uid);
  assert.equal(read.uid, created.uid);
  assert.ok(read.oauthClientId && read.oauthClientSecret);

  const [found, ...others] = await organization.list({ name });
  assert.equal(found.uid, created.uid);
  assert.equal(others.length, 0);
});

test('its own key pair works as an organization token', async () => {
  const { oauthClientId, oauthClientSecret, uid: organizationUid } = await organization.get(
    credentials.SOS_ORGANIZATION_UID,
  );
  const sdk = connect({ id: oauthClientId, securityToken: oauthClientSecret, organizationUid });
  assert.ok(Array.isArray(await sdk.v2.device.list()));
});

test('the SDK opens an organization that it has read', async () => {
  const read = await organization.get(credentials.SOS_ORGANIZATION_UID);
  assert.ok(Array.isArray(await read.createApiV1().device.list()));
});

test('the list is paged by Link', async () => {
  const made = [await newOrganization(), await newOrganization(), await newOrganization()];
  const seen = [];
  for (let page = await organization.list({ limit: 2 }); page; page = await page.getNextPage()) {
    assert.ok(page.length <= 2);
    seen.push(...page.map((each) => each.uid));
  }
  assert.equal(new Set(seen).size, seen.length, 'no organization twice');
  for (const each of made) assert.ok(seen.includes(each.organization.uid));
});

test('an unknown one is not found', async () => {
  await rejectsWith(organization.get('0'.repeat(50)), {
    ...notFound,
    body: {
      status: 404,
      message: 'Resource not found - Resource was not found',
      errorCode: 404311,
      errorName: 'RESOURCE_NOT_FOUND',
      errorDetail: "Specified resource doesn't exist",
    },
  });
});

test('a bad name is refused', async () => {
  await rejectsWith(organization.create({ name: '-', title: 'T' }), {
    name: 'RequestError',
    status: 400,
    errorName: 'INVALID_BODY_PROPERTIES',
    errorCode: 400301,
  });
});

test('tokens: create, list, use, delete', async () => {
  const { organization: owner } = await newOrganization();
  const token = await organization.token.create(owner.uid, { name: 'second' });
  assert.match(token.id, /^[0-9a-f]{20}$/);
  assert.equal(token.name, 'second');
  assert.ok(token.securityToken);

  const listed = await organization.token.get(owner.uid);
  assert.deepEqual(
    listed.find(({ id }) => id === token.id),
    Object.assign(Object.create(Object.getPrototypeOf(listed[0])), {
      id: token.id,
      name: 'second',
      organizationUid: owner.uid,
    }),
  );

  const sdk = connect({ ...token, organizationUid: owner.uid });
  assert.equal((await sdk.v1.device.list()).length, 0);
  await organization.token.delete(owner.uid, token.id);
  await rejectsWith(sdk.v1.device.list(), { name: 'AuthenticationError', status: 403 });
  const rest = await organization.token.get(owner.uid);
  assert.deepEqual(
    rest.map(({ id }) => id),
    listed.map(({ id }) => id).filter((id) => id !== token.id),
  );
});
