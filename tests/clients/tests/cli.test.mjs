import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { credentials, newOrganization, url } from '../support/account.mjs';
import { eventually } from '../support/eventually.mjs';
import { start } from '../support/processes.mjs';

const sos = createRequire(import.meta.url).resolve('@signageos/cli/dist/index.js');

describe('CLI 2.9', { timeout: 120_000 }, () => {
  let home;

  before(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'placard-cli-'));
  });
  after(() => rm(home, { recursive: true, force: true }));

  async function run(...args) {
    const command = start([process.execPath, sos, ...args], {
      cwd: home,
      env: {
        HOME: home,
        NO_COLOR: '1',
        FORCE_COLOR: '0',
        SOS_API_URL: url,
        SOS_API_IDENTIFICATION: credentials.SOS_API_IDENTIFICATION,
        SOS_API_SECURITY_TOKEN: credentials.SOS_API_SECURITY_TOKEN,
      },
    });
    assert.equal(await command.exited, 0, command.output);
    return command.output;
  }

  test('lists the organizations', async () => {
    assert.ok((await run('organization', 'list')).includes(credentials.SOS_ORGANIZATION_UID));
  });

  test('shows one organization', async () => {
    const { organization } = await newOrganization();
    const output = await run('organization', 'get', '--organization-uid', organization.uid);
    assert.ok(output.includes(organization.name), output);
  });

  test('orders a power action', async () => {
    const { v1, organization } = await newOrganization();
    const { uid } = await v1.emulator.create({ organizationUid: organization.uid });
    await run('device', 'power-action', '--type', 'displayOff', '--device-uid', uid, '--organization-uid', organization.uid);
    const [action] = await eventually('the action is listed', () => v1.device.powerAction.list(uid));
    assert.ok(action.powerType.startsWith('DISPLAY_POWER'), JSON.stringify(action));
  });
});
