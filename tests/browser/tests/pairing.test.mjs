import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eventually } from '../../clients/support/eventually.mjs';
import { drivers, newDuid, useLab } from '../support/lab.mjs';

const lab = useLab();

describe('an unknown device', { concurrency: true }, () => {
  for (const driver of drivers) {
    test(`is paired by the hash on its screen, over ${driver}`, { timeout: 240_000 }, lab.reporting(async () => {
      const duid = newDuid();
      const screen = await lab.openScreen({
        duid,
        // An unpaired device has no setting of its own yet, so the test chooses the driver for it.
        rewriteConfiguration: driver === 'http' ? (document) => ({ ...document, socketDriver: 'http' }) : undefined,
      });
      const verificationHash = await screen.verificationHash();
      assert.equal(await find(duid), undefined, 'an unpaired device belongs to nobody');

      const { device, verification } = await pair(verificationHash, duid);

      assert.equal(verification.hash, verificationHash);
      assert.ok(verification.verifiedAt);
      assert.equal(device.organizationUid, lab.server.credentials.SOS_ORGANIZATION_UID);
      await eventually('the hash leaves the screen', async () => !(await screen.text()).includes(verificationHash), {
        timeout: 90_000,
      });
      await checkSelfDescription(duid);
    }));
  }

  test('stays out of every organization while its hash is not used', { timeout: 120_000 }, lab.reporting(async () => {
    const duid = newDuid();
    const screen = await lab.openScreen({ duid });
    await screen.verificationHash();
    const answer = await lab.rest('POST', '/v1/device/verification', { body: { verificationHash: 'zzzzzz' } });
    assert.equal(answer.status, 404);
    assert.equal(await find(duid), undefined);
  }));
});

async function find(duid) {
  const answer = await lab.rest('GET', '/v1/device');
  assert.equal(answer.status, 200);
  return answer.body.find((device) => device.duid === duid);
}

async function pair(verificationHash, duid) {
  const created = await lab.rest('POST', '/v1/device/verification', { body: { verificationHash } });
  assert.equal(created.status, 201, created.text);
  const location = new URL(created.headers.get('location'));
  assert.equal(location.origin, lab.server.url);
  const verification = (await lab.rest('GET', location.pathname)).body;
  const device = await find(duid);
  assert.equal(verification.deviceUid, device.uid);
  return { device, verification };
}

/** What the emulator says of itself reaches the device object without being asked for. */
async function checkSelfDescription(duid) {
  const device = await eventually(
    'the device describes itself',
    async () => {
      const seen = await find(duid);
      return seen.firmwareVersion && seen.applicationVersion && seen.pinCode && seen.supportedResolutions?.length && seen;
    },
    { timeout: 90_000 },
  );
  assert.equal(device.applicationType, 'default');
  assert.equal(device.applicationVersion, '14.35.1');
  assert.equal(device.frontDisplayVersion, '14.35.1');
  assert.match(device.firmwareVersion, /^Chrome-/);
  assert.equal(device.brand, 'signageOS');
  assert.ok(device.model);
  assert.ok(device.serialNumber);
  assert.match(device.pinCode, /^\d{4}$/);
  assert.deepEqual(device.supportedResolutions, [{ width: 1920, height: 1080 }]);
}
