import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { before, describe, test } from 'node:test';
import { newOrganization, rest } from '../support/account.mjs';
import { isDate, notFound, rejectsWith, uid } from '../support/expect.mjs';

const conflict = { status: 409, errorName: 'CONFLICT' };

const md5 = (content, encoding = 'base64') => createHash('md5').update(content).digest(encoding);

describe('applets by the SDK', () => {
  let applet;
  let organization;

  before(async () => {
    const made = await newOrganization();
    ({ organization } = made);
    ({ applet } = made.v1);
  });

  /** A file as the SDK wants it: with a stream. */
  function file(path, content, type = 'text/html', hash = md5(content)) {
    return { name: path.split('/').at(-1), path, type, hash, size: content.length, content: Readable.from([Buffer.from(content)]) };
  }

  async function newVersion(version = '1.0.0') {
    const { uid: appletUid } = await applet.create({ name: 'Menu board' });
    await applet.version.create(appletUid, { version, entryFile: 'index.html' });
    return appletUid;
  }

  test('create, get, list and delete', async () => {
    const created = await applet.create({ name: 'Welcome', organizationUid: organization.uid });
    assert.match(created.uid, uid);
    assert.equal(created.name, 'Welcome');
    isDate(created.createdAt);
    assert.ok((await applet.list()).some((each) => each.uid === created.uid));
    await applet.delete(created.uid);
    await rejectsWith(applet.get(created.uid), notFound);
  });

  test('a version of files has its fields', async () => {
    const appletUid = await newVersion('1.0.12-rc.1+build.7');
    const read = await applet.version.get(appletUid, '1.0.12-rc.1+build.7');
    assert.equal(read.appletUid, appletUid);
    assert.equal(read.version, '1.0.12-rc.1+build.7');
    assert.equal(read.entryFile, 'index.html');
    isDate(read.createdAt);
    for (const name of ['updatedAt', 'publishedSince', 'deprecatedSince', 'builtSince']) assert.equal(read[name], null, name);
    assert.equal((await applet.version.list(appletUid)).length, 1);
    assert.equal((await applet.version.list(appletUid, { frontAppletVersion: '9.9.9' })).length, 0);
    await rejectsWith(applet.version.get(appletUid, '2.0.0'), notFound);
    await rejectsWith(applet.version.create(appletUid, { version: '1.0.12-rc.1+build.7', entryFile: 'index.html' }), conflict);
    await rejectsWith(applet.version.create(appletUid, { version: '1.2', entryFile: 'index.html' }), { status: 400 });
  });

  test('files are uploaded, listed, read, replaced and removed', async () => {
    const appletUid = await newVersion();
    const { file: files } = applet.version;
    const page = '<!doctype html><p>Grüße</p>';
    await files.create(appletUid, '1.0.0', { ...file('index.html', page), size: Buffer.byteLength(page) }, { build: false });
    await files.create(appletUid, '1.0.0', file('assets/a b.css', 'p {}', 'text/css', md5('p {}', 'hex')), { build: false });

    const listed = await files.list(appletUid, '1.0.0');
    assert.deepEqual(
      listed.map(({ name, path, type, hash, size }) => ({ name, path, type, hash, size })),
      [
        { name: 'a b.css', path: 'assets/a b.css', type: 'text/css', hash: md5('p {}'), size: 4 },
        { name: 'index.html', path: 'index.html', type: 'text/html', hash: md5(page), size: Buffer.byteLength(page) },
      ],
    );

    const read = await files.get(appletUid, '1.0.0', 'assets/a b.css');
    assert.equal(read.type, 'text/css');
    assert.equal(read.hash, md5('p {}'));
    assert.equal(read.size, 4);
    assert.equal((await buffer(read.content)).toString(), 'p {}');

    await files.update(appletUid, '1.0.0', 'assets/a b.css', file('assets/a b.css', 'p { }', 'text/css'), { build: false });
    assert.equal((await buffer((await files.get(appletUid, '1.0.0', 'assets/a b.css')).content)).toString(), 'p { }');

    await files.remove(appletUid, '1.0.0', 'assets/a b.css', { build: false });
    await rejectsWith(files.remove(appletUid, '1.0.0', 'assets/a b.css', { build: false }), notFound);
    assert.equal((await files.list(appletUid, '1.0.0')).length, 1);
  });

  test('a file of another hash is not stored', async () => {
    const appletUid = await newVersion();
    await rejectsWith(applet.version.file.create(appletUid, '1.0.0', file('index.html', 'a', 'text/html', md5('b')), { build: false }), { status: 400 });
    assert.equal((await applet.version.file.list(appletUid, '1.0.0')).length, 0);
  });

  test('names are kept as they are, and nobody else sees them', async () => {
    const appletUid = await newVersion();
    const paths = ['a.txt', 'b c.txt', 'd/e+f.txt', 'ü.txt'];
    for (const path of paths) await applet.version.file.create(appletUid, '1.0.0', file(path, 'text'), { build: false });
    assert.deepEqual((await applet.version.file.list(appletUid, '1.0.0')).map(({ path }) => path).sort(), paths.sort());
    const foreign = await rest('GET', `/v1/applet/${appletUid}/version/1.0.0/file`, { as: 'organization' });
    assert.equal(foreign.status, 404);
  });

  test('the entry file must be there when the version is built', async () => {
    const appletUid = await newVersion();
    await rejectsWith(applet.version.update(appletUid, '1.0.0', { entryFile: 'index.html' }), { status: 400 });
    await applet.version.file.create(appletUid, '1.0.0', file('index.html', '<!doctype html><html><head></head></html>'), { build: false });
    await applet.version.update(appletUid, '1.0.0', { entryFile: 'index.html' });
    isDate((await applet.version.get(appletUid, '1.0.0')).updatedAt);
  });

  test('what is deprecated does not change until it is renewed', async () => {
    const appletUid = await newVersion();
    await rejectsWith(applet.version.publish(appletUid, '1.0.0'), conflict);
    await applet.version.deprecate(appletUid, '1.0.0');
    isDate((await applet.version.get(appletUid, '1.0.0')).deprecatedSince);
    await rejectsWith(applet.version.file.create(appletUid, '1.0.0', file('index.html', 'a')), conflict);
    await rejectsWith(applet.version.deprecate(appletUid, '1.0.0'), conflict);
    await applet.version.renew(appletUid, '1.0.0');
    assert.equal((await applet.version.get(appletUid, '1.0.0')).deprecatedSince, null);
  });

  test('tests of a version', async () => {
    const appletUid = await newVersion();
    const identifier = 'tests/sample.spec.js';
    await applet.tests.create(appletUid, '1.0.0', { identifier, binary: "console.log('OK');" });
    await rejectsWith(applet.tests.create(appletUid, '1.0.0', { identifier, binary: '' }), conflict);
    const [listed] = await applet.tests.list(appletUid, '1.0.0');
    assert.equal(listed.identifier, identifier);
    assert.equal(listed.binary, "console.log('OK');");
    await applet.tests.update(appletUid, '1.0.0', identifier, { binary: '2' });
    const read = await applet.tests.get(appletUid, '1.0.0', identifier);
    assert.equal(read.appletUid, appletUid);
    assert.equal(read.appletVersion, '1.0.0');
    assert.equal(read.binary, '2');
    await applet.tests.delete(appletUid, '1.0.0', identifier);
    await rejectsWith(applet.tests.get(appletUid, '1.0.0', identifier), notFound);
  });
});
