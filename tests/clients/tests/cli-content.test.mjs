import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { credentials, newOrganization, url } from '../support/account.mjs';
import { Cli, keysOf } from '../support/cli.mjs';
import { switchOn } from '../support/emulated-device.mjs';

describe('CLI 2.9 and content', { concurrency: 1, timeout: 240_000 }, () => {
  let cli;
  let v1;
  let project;
  let appletUid;
  let device;
  let screen;

  const write = async (name, text) => {
    const file = path.join(project, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  };
  const manifest = async () => JSON.parse(await readFile(path.join(project, 'package.json'), 'utf8'));
  const files = async (version) => {
    const listed = await v1.applet.version.file.list(appletUid, version);
    return listed.map((file) => file.path).toSorted();
  };
  const content = async (version, name) => {
    const chunks = [];
    for await (const chunk of (await v1.applet.version.file.get(appletUid, version, name)).content) chunks.push(chunk);
    return Buffer.concat(chunks).toString('utf8');
  };

  before(async () => {
    cli = await Cli.create(url, keysOf(credentials));
    const made = await newOrganization();
    v1 = made.v1;
    await cli.run('organization', 'set-default', '--organization-uid', made.organization.uid);
    project = path.join(cli.home, 'menu-board');
    await write('package.json', JSON.stringify({ name: 'menu-board', version: '1.0.0', main: 'dist/index.html', files: ['dist'], devDependencies: { '@signageos/front-applet': '8.2.4' }, sos: { tests: ['tests/first.spec.js'] } }));
    await write('dist/index.html', '<!doctype html><title>Menu</title><script src="main.js"></script>');
    await write('dist/main.js', 'document.title = "Menu of today";');
    await write('dist/assets/name with blanks.css', 'body { color: red }');
    await write('dist/assets/deep/er/picture.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
    await write('tests/first.spec.js', 'console.log("first");');
    await write('node_modules/left-pad/index.js', 'never uploaded');
    device = await v1.emulator.create({ organizationUid: made.organization.uid });
    const { duid } = await made.v2.device.get(device.uid);
    screen = await switchOn({
      url,
      duid,
      isOnline: async () => (await v1.device.telemetry.getLatest(device.uid, 'ONLINE_STATUS')).data.online,
    });
  });
  after(async () => {
    await screen?.stop();
    await cli?.dispose();
  });

  test('uploads an applet of several files and shows how far it is', async () => {
    const shown = await cli.runAtTerminal(['applet', 'upload', '--yes', '--update-package-config'], { cwd: project });
    assert.match(shown, /100\s*%/);
    ({ appletUid } = (await manifest()).sos);
    const uploaded = await files('1.0.0');
    for (const name of ['dist/index.html', 'dist/main.js', 'dist/assets/name with blanks.css', 'dist/assets/deep/er/picture.svg']) {
      assert.ok(uploaded.includes(name), uploaded.join());
    }
    assert.ok(!uploaded.some((name) => name.includes('node_modules')), uploaded.join());
    const version = await v1.applet.version.get(appletUid, '1.0.0');
    assert.equal(version.entryFile, 'dist/index.html');
    assert.ok(version.builtSince);
  });

  test('uploads again what changed, and removes what is gone', async () => {
    await write('dist/main.js', 'document.title = "Menu of tomorrow";');
    await write('dist/new.js', 'export default 1;');
    await rm(path.join(project, 'dist/assets/deep'), { recursive: true });
    const { builtSince } = await v1.applet.version.get(appletUid, '1.0.0');
    await cli.runAtTerminal(['applet', 'upload', '--yes'], { cwd: project });
    const uploaded = await files('1.0.0');
    assert.ok(uploaded.includes('dist/new.js'), uploaded.join());
    assert.ok(!uploaded.includes('dist/assets/deep/er/picture.svg'), uploaded.join());
    assert.equal(await content('1.0.0', 'dist/main.js'), 'document.title = "Menu of tomorrow";');
    assert.ok((await v1.applet.version.get(appletUid, '1.0.0')).builtSince > builtSince);
  });

  test('uploads the tests that the project names', async () => {
    await cli.runIn(project, 'applet', 'test', 'upload', '--yes');
    const suites = await v1.applet.tests.list(appletUid, '1.0.0');
    assert.deepEqual(suites.map(({ identifier, binary }) => ({ identifier, binary })), [{ identifier: 'tests/first.spec.js', binary: 'console.log("first");' }]);
  });

  test('puts the applet on a device and lists its timings', async () => {
    await cli.runIn(project, 'device', 'set-content', '--device-uid', device.uid, '--applet-uid', appletUid, '--yes');
    const [timing] = await v1.timing.getList();
    assert.deepEqual([timing.appletUid, timing.appletVersion], [appletUid, '1.0.0']);
    assert.ok((await cli.run('timing', 'list', '--device-uid', device.uid)).includes(timing.uid));
  });

  test('runs the tests on the device', async () => {
    const shown = await cli.runAtTerminal(['applet', 'test', 'run', '--device-uid', device.uid, '--yes'], { cwd: project });
    assert.match(shown, /tests\/first\.spec\.js/);
  });
});
