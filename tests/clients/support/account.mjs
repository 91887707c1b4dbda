import { createApiV1, createApiV2 } from '@signageos/sdk';
import { createRest } from './rest.mjs';

export const url = process.env.PLACARD_TEST_URL;
export const credentials = JSON.parse(process.env.PLACARD_TEST_CREDENTIALS ?? '{}');

/** Bare calls with the first-run tokens. */
export const rest = createRest(url, credentials);

const accountAuth = {
  tokenId: credentials.SOS_API_IDENTIFICATION,
  token: credentials.SOS_API_SECURITY_TOKEN,
};

/** The SDK as an integrator sets it up, for any organization token. */
export function connect({ id, securityToken, organizationUid }) {
  const options = { url, accountAuth, organizationUid, organizationAuth: { clientId: id, secret: securityToken } };
  return { v1: createApiV1(options), v2: createApiV2(options) };
}

/** The first-run organization. */
export const home = connect({
  id: credentials.SOS_AUTH_CLIENT_ID,
  securityToken: credentials.SOS_AUTH_SECRET,
  organizationUid: credentials.SOS_ORGANIZATION_UID,
});

let made = 0;

/** An organization of its own for a test that counts or pages, so that no other test is in its way. */
export async function newOrganization() {
  const name = `sdk-${process.pid}-${(made += 1)}`;
  const organization = await home.v1.organization.create({ name, title: `SDK ${name}` });
  const token = await home.v1.organization.token.create(organization.uid, { name: 'tests' });
  return { organization, token, ...connect({ ...token, organizationUid: organization.uid }) };
}
