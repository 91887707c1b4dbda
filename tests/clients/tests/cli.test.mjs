import assert from 'node:assert/strict';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { credentials, newOrganization, url } from '../support/account.mjs';
import { Cli, keysOf } from '../support/cli.mjs';
import { eventually } from '../support/eventually.mjs';

describe('CLI 2.9', { timeout: 120_000 }, () => {
  let cli;

  before(async () => {
    cli = await Cli.create(url, keysOf(credentials));
  });
  after(() => cli.dispose());

  test('lists the organizations', async () => {
    assert.ok((await cli.run('organization', 'list')).includes(credentials.SOS_ORGANIZATION_UID));
  });

  test('shows one organization', async () => {
    const { organization } = await newOrganization();
    const output = await cli.run('organization', 'get', '--organization-uid', organization.uid);
    assert.ok(output.includes(organization.name), output);
  });

  test('keeps a default organization', async () => {
    const { organization } = await newOrganization();
    await cli.run('organization', 'set-default', '--organization-uid', organization.uid);
    assert.ok((await cli.settings()).includes(organization.uid));
    assert.ok((await cli.run('organization', 'get')).includes(organization.name));
  });

  test('orders a power action', async () => {
    const { v1, organization } = await newOrganization();
    const { uid } = await v1.emulator.create({ organizationUid: organization.uid });
    await cli.run('device', 'power-action', '--type', 'displayOff', '--device-uid', uid, '--organization-uid', organization.uid);
    const [action] = await eventually('the action is listed', () => v1.device.powerAction.list(uid));
    assert.ok(action.powerType.startsWith('DISPLAY_POWER'), JSON.stringify(action));
  });

  test('generates an applet: its files come without a registry, what they need from npm does not', async () => {
    const project = path.join(cli.home, 'generated');
    const command = cli.start([
      ...['applet', 'generate', '--name', 'generated', '--applet-version', '1.0.0', '--target-dir', 'generated'],
      ...['--git', 'no', '--packager', 'npm', '--language', 'javascript', '--bundler', 'webpack', '--npm-registry', 'http://127.0.0.1:9/'],
    ]);
    await eventually('the project is there', () => access(path.join(project, 'package.json')).then(() => true));
    await eventually('the page is there', () => access(path.join(project, 'public', 'index.html')).then(() => true));
    command.kill('SIGKILL');
    await command.exited;
  });
});

describe('CLI 2.9 without keys', { timeout: 120_000 }, () => {
  let cli;

  before(async () => {
    cli = await Cli.create(url);
  });
  after(() => cli.dispose());

  const logIn = (password, succeeds = true) =>
    cli.runAtTerminal(['login', '--username', credentials.PLACARD_USERNAME], { answers: [[/password/i, password]], succeeds });

  test('is turned away with a wrong password', async () => {
    await logIn('not the password', false);
  });

  test('logs in with the password, and works from then on', async () => {
    await logIn(credentials.PLACARD_PASSWORD);
    assert.ok((await cli.run('organization', 'list')).includes(credentials.SOS_ORGANIZATION_UID));
  });
});
