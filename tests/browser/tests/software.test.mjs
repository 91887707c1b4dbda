import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { eventually } from '../../clients/support/eventually.mjs';
import { dist } from '../support/emulator-host.mjs';
import { useLab } from '../support/lab.mjs';

const lab = useLab();
const patience = { timeout: 120_000 };
const otherVersion = '14.35.1-other';

describe('the software of a paired device', { concurrency: 1, timeout: 420_000 }, () => {
  let device;
  let screen;

  before(async () => {
    await lab.server.administer('core-app', 'import', dist, '--version', otherVersion);
    device = await lab.provision('ws');
    screen = await lab.openScreen({ duid: device.duid });
    await eventually('both connections are there', () => screen.traffic.sessions >= 2, patience);
  });

  test('an application is imported with the version of its own package.json', lab.reporting(async () => {
    assert.match(await lab.server.administer('core-app', 'import', dist), /Imported application default 14\.35\.1, \d+ files/);
    const page = await fetch(`${lab.server.contentUrl}/app/default/14.35.1/index.html`);
    assert.equal(page.status, 200);
    assert.equal(page.headers.get('content-type'), 'text/html; charset=utf-8');
  }));

  test('a version that is nowhere is refused, and the device stays where it is', lab.reporting(async () => {
    const url = screen.page.url();
    await device.send('PUT', 'application/default/version', { version: '9.9.9' });
    const record = await device.answered('application/version');
    assert.ok(record.failedAt);
    const [logged] = await device.read('action-log');
    assert.equal(logged.failCode, 'version_not_available');
    assert.equal(screen.traffic.received('Device.Application.SyncApplication'), 0);
    assert.equal(screen.page.url(), url);
  }));

  test('tests itself: some succeed, and what it has not is skipped', lab.reporting(async () => {
    const answer = await lab.rest('PUT', `/v1/device/${device.uid}/test`, { body: { tests: ['display', 'info', 'cache', 'battery'] } });
    assert.equal(answer.status, 204);
    assert.equal(answer.text, '');
    const run = await eventually(
      'the tests have ended',
      async () => {
        const seen = await device.read('test');
        return seen.finishedAt && seen;
      },
      patience,
    );
    assert.deepEqual(run.successfulTests.toSorted(), ['cache', 'display', 'info']);
    assert.deepEqual(run.pendingTests, []);
    assert.deepEqual(run.failedTests, []);
    assert.equal(run.testResults.battery.success, null);
    assert.ok(run.testResults.display.total > 0);
  }));

  test('begins to upgrade its firmware, which its mock then fails', lab.reporting(async () => {
    const answer = await lab.rest('PUT', `/v1/device/${device.uid}/firmware`, { body: { version: '1.2.3' } });
    assert.equal(answer.status, 200, answer.text);
    const { requestUid } = answer.body;
    const record = await eventually(
      'the upgrade has an outcome',
      async () => {
        const seen = await device.read(`action-log/${requestUid}`);
        return (seen.succeededAt || seen.failedAt) && seen;
      },
      patience,
    );
    assert.equal(record.failCode, 'device_failed');
    assert.deepEqual(record.result, { progress: 0 });
    assert.equal((await device.read('firmware')).failedAt, record.failedAt);
    assert.equal(screen.traffic.received('Device.Version.UpgradeDevice', requestUid), 1);
  }));

  test('installs another version: it goes to its page with the same query and comes back', lab.reporting(async () => {
    const query = new URL(screen.page.url()).search;
    const { sessions } = screen.traffic;
    await device.send('PUT', 'application/default/version', { version: otherVersion });
    const record = await device.acknowledged('application/version');
    assert.equal(record.version, otherVersion);
    assert.equal(record.applicationType, 'default');
    await screen.page.waitForURL((url) => url.pathname === `/app/default/${otherVersion}/index.html`, patience);
    const url = new URL(screen.page.url());
    assert.equal(url.origin, lab.server.contentUrl);
    assert.equal(url.search, query);
    await eventually('both connections are back', () => screen.traffic.sessions >= sessions + 2, patience);
    assert.equal(screen.traffic.received('Device.Application.SyncApplication', record.uid), 1);

    await device.send('PUT', 'volume', { volume: 21 });
    await device.acknowledged('volume');
  }));
});
