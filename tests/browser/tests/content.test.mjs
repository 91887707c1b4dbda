import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { before, describe, test } from 'node:test';
import { eventually } from '../../clients/support/eventually.mjs';
import { Applets, library, libraryVersion, page, singlePage } from '../support/applets.mjs';
import { useLab } from '../support/lab.mjs';

// The SDK is installed for its own tests.
const { createApiV1 } = createRequire(new URL('../../clients/', import.meta.url))('@signageos/sdk');

const patience = { timeout: 120_000 };

// Most of the time is spent waiting, so both run at once.
describe('content on a paired device', { concurrency: true }, () => {
  describe('over ws, on SQLite', { concurrency: 1, timeout: 420_000 }, () => plays('ws', 'sqlite'));
  describe('over http, on PostgreSQL', { concurrency: 1, timeout: 420_000 }, () => plays('http', 'postgres'));
});

function plays(driver, database) {
  const lab = useLab({ clocked: true, database });
  let applets;
  let device;
  let screen;
  let menu;
  let first;
  let second;

  const now = async () => (await (await fetch(`${lab.server.url}/time`)).json()).timestamp;

  const show = async (appletUid, appletVersion, configuration, startsAt, more = {}) => {
    const start = new Date(startsAt).toISOString();
    const body = {
      deviceUid: device.uid, appletUid, appletVersion, configuration, startsAt: start, endsAt: start, position: 1,
      finishEvent: { type: 'DURATION', data: null }, ...more,
    };
    const answer = await lab.rest('POST', '/v1/timing', { body });
    assert.equal(answer.status, 200, answer.text);
    const timings = (await lab.rest('GET', `/v1/timing?deviceUid=${device.uid}`)).body;
    return timings.find((timing) => timing.startsAt === start && timing.appletVersion === appletVersion).uid;
  };

  const commands = async (type) => (await device.read(`applet/command?type=${type}`)).map(({ command }) => command);

  before(async () => {
    await lab.server.administer('library', 'import', library);
    applets = new Applets(lab.rest);
    menu = await applets.create('Menu board');
    await applets.uploadFiles(menu, '1.0.0', await page({ title: 'Menu' }));
    device = await lab.provision(driver);
    screen = await lab.openScreen({ duid: device.duid });
    await eventually('both connections are there', () => screen.traffic.sessions >= 2, patience);
  });

  test('the library is imported with the version of its own package.json', lab.reporting(async () => {
    assert.match(await lab.server.administer('library', 'list'), new RegExp(libraryVersion));
    const bundle = await fetch(`${lab.server.contentUrl}/lib/front-applet/${libraryVersion}/bundle.js`);
    assert.equal(bundle.status, 200);
  }));

  test('an applet of several files runs with its configuration', lab.reporting(async () => {
    first = await show(menu, '1.0.0', { colour: 'red', deep: { list: [1, 2] } }, (await now()) - 1_000);
    await screen.shows('Menu shows {"colour":"red","deep":{"list":[1,2]}}');
    const [hello] = await eventually('the applet said hello', async () => {
      const seen = await commands('Test.Hello');
      return seen.length > 0 && seen;
    }, patience);
    assert.deepEqual(hello, { type: 'Test.Hello', title: 'Menu', config: { colour: 'red', deep: { list: [1, 2] } } });
  }));

  test('the applet answers a command', lab.reporting(async () => {
    const sent = await lab.rest('POST', `/v1/device/${device.uid}/applet/${menu}/command`, { body: { command: { type: 'Test.Question', text: 'how much?' } } });
    assert.equal(sent.status, 202, sent.text);
    const answers = await eventually('the applet answered', async () => {
      const seen = await commands('Test.Answer');
      return seen.length > 0 && seen;
    }, patience);
    assert.deepEqual(answers, [{ type: 'Test.Answer', of: 'Test.Question', text: 'how much?' }]);
  }));

  test('a single page gets the library that it wants', lab.reporting(async () => {
    await applets.uploadPage(menu, '2.0.0', singlePage({ title: 'Page' }));
    second = await show(menu, '2.0.0', { colour: 'blue' }, (await now()) + 20_000);
    await screen.shows('Menu shows {"colour":"red","deep":{"list":[1,2]}}');
    await lab.server.advance(21);
    await screen.shows('Page shows {"colour":"blue"}');
  }));

  test('it stays after its end', lab.reporting(async () => {
    const missed = screen.traffic.received('Applet.LastActiveAppletMissed');
    const defined = screen.traffic.received('Applet.UpdateAppletTimingsDefinition');
    await lab.server.advance(15);
    await device.send('PUT', 'volume', { volume: 33 });
    await device.acknowledged('volume');
    assert.deepEqual(
      [missed, defined],
      [screen.traffic.received('Applet.LastActiveAppletMissed'), screen.traffic.received('Applet.UpdateAppletTimingsDefinition')],
    );
    await screen.shows('Page shows {"colour":"blue"}');
  }));

  test('the first one returns when it is deleted', lab.reporting(async () => {
    assert.equal((await lab.rest('DELETE', `/v1/timing/${second}`)).status, 200);
    await screen.shows('Menu shows {"colour":"red","deep":{"list":[1,2]}}');
  }));

  test('a changed configuration is shown', lab.reporting(async () => {
    assert.equal((await lab.rest('PUT', `/v1/timing/${first}`, { body: { configuration: { colour: 'green' } } })).status, 200);
    await screen.shows('Menu shows {"colour":"green"}');
  }));

  test('the SDK watches the applet through its own commands', lab.reporting(async () => {
    const { SOS_AUTH_CLIENT_ID: clientId, SOS_AUTH_SECRET: secret, SOS_ORGANIZATION_UID: organizationUid } = lab.server.credentials;
    const v1 = createApiV1({ url: lab.server.url, organizationUid, organizationAuth: { clientId, secret } });
    const start = new Date((await now()) - 500);
    const timing = await v1.timing.create({
      deviceUid: device.uid, appletUid: menu, appletVersion: '1.0.0', startsAt: start, endsAt: start, position: 1,
      configuration: { sosMonitoring: true }, finishEvent: { type: 'DURATION', data: null },
    });
    await timing.onLoaded();
    const { documentElement } = await timing.html.getDOMDocument();
    assert.match(documentElement.textContent, /Menu shows \{"sosMonitoring":true\}/);
    await timing.delete();
    await screen.shows('Menu shows {"colour":"green"}');
  }));

  test('goes on without the server, also after a restart of the device', lab.reporting(async () => {
    await lab.server.stop();
    await screen.page.reload();
    await screen.shows('Menu shows {"colour":"green"}');
  }));
}
