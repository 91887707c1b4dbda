import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApiV1 } from '@signageos/sdk';
import { credentials, rest, url } from '../support/account.mjs';
import { rejectsWith } from '../support/expect.mjs';

const { PLACARD_USERNAME: identification, PLACARD_PASSWORD: password, SOS_ORGANIZATION_UID } = credentials;
const path = '/v1/account/security-token';

/** As CLI 2.9 logs in: credentials in the query, and an X-Auth header that means nothing. */
async function logIn(name) {
  const query = new URLSearchParams({ identification, password, name });
  const answer = await rest('POST', `${path}?${query}`, { as: 'undefined:undefined' });
  assert.equal(answer.status, 201, answer.text);
  return answer.body;
}

const api = ({ id, securityToken }) => createApiV1({ url, accountAuth: { tokenId: id, token: securityToken } });

test('a password buys an account token that the SDK can use', async () => {
  const token = await logIn('tests@machine');
  assert.match(token.id, /^[0-9a-f]{20}$/);
  assert.equal(token.name, 'tests@machine');
  const organizations = await api(token).organization.list();
  assert.ok(organizations.some((organization) => organization.uid === SOS_ORGANIZATION_UID));
});

test('a token of the account opens its organizations by their own key pair', async () => {
  const token = await logIn('pair');
  const sdk = createApiV1({
    url,
    accountAuth: { tokenId: token.id, token: token.securityToken },
    organizationUid: SOS_ORGANIZATION_UID,
  });
  assert.ok(Array.isArray(await sdk.device.list()));
});

test('credentials in a JSON body do as well', async () => {
  const body = { identification, password, name: 'from a body', isAuth0AuthenticationEnabled: false };
  const answer = await rest('POST', path, { as: ':', body });
  assert.equal(answer.status, 201, answer.text);
});

test('a wrong password is refused with 403', async () => {
  const answer = await rest('POST', path, { body: { identification, password: 'wrong' } });
  assert.equal(answer.status, 403);
  assert.equal(answer.body.status, 403);
});

test('a deleted token is worthless at once', async () => {
  const token = await logIn('short-lived');
  await api(token).organization.list();
  const query = new URLSearchParams({ identification, password });
  const answer = await rest('DELETE', `${path}/${token.id}?${query}`);
  assert.equal(answer.status, 200, answer.text);
  await rejectsWith(api(token).organization.list(), { name: 'AuthenticationError', status: 403 });
});

test('an unknown token is refused with 403', async () => {
  const stranger = { id: '0'.repeat(20), securityToken: 'f'.repeat(48) };
  await rejectsWith(api(stranger).organization.list(), { name: 'AuthenticationError', status: 403 });
});
