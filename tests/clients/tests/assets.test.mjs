import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newOrganization } from '../support/account.mjs';
import { notFound, rejectsWith } from '../support/expect.mjs';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);

test('tags: create, get, list, update, delete', async () => {
  const { organization, v1 } = await newOrganization();
  const tags = v1.organizationTag;
  const root = await tags.create({ name: 'building' });
  const tag = await tags.create({ name: 'window', color: '#202124', parentTagUid: root.uid });
  assert.deepEqual(
    [tag.name, tag.color, tag.parentTagUid, tag.organizationUid],
    ['window', '#202124', root.uid, organization.uid],
  );
  assert.ok(tag.createdAt instanceof Date);
  assert.deepEqual((await tags.list()).map(({ uid }) => uid), [tag.uid, root.uid]);
  const since = await tags.list({ since: tag.createdAt });
  assert.ok(since.some(({ uid }) => uid === tag.uid));
  await tags.update(tag.uid, { name: 'door' });
  assert.equal((await tags.getOne(tag.uid)).name, 'door');
  await tags.delete(tag.uid);
  await rejectsWith(tags.getOne(tag.uid), notFound);
});

test('locations: create, list, update, pictures, tags, delete', async () => {
  const { v1 } = await newOrganization();
  const made = await v1.location.create({
    name: 'Flagship',
    coordinates: { lat: 37.78119, long: -122.40492 },
    customId: 'store-17',
    description: 'North side',
  });
  assert.deepEqual(made.feature.geometry, { type: 'Point', coordinates: [-122.40492, 37.78119] });
  const addressed = await v1.location.create({ name: 'Other', address: 'Howard Street' });
  assert.equal(addressed.feature.properties.address, 'Howard Street');
  assert.deepEqual((await v1.location.list()).map(({ uid }) => uid), [addressed.uid, made.uid]);
  assert.deepEqual((await v1.location.list({ uid: made.uid })).map(({ uid }) => uid), [made.uid]);
  await v1.location.update(made.uid, { name: 'Store' });
  await v1.location.addAttachment(made.uid, png);
  const tags = [await v1.organizationTag.create({ name: 'b' }), await v1.organizationTag.create({ name: 'a' })];
  for (const { uid } of tags) await v1.locationOrganizationTag.assign(made.uid, uid);
  const full = await v1.location.get(made.uid);
  assert.deepEqual([full.name, full.attachments.length], ['Store', 1]);
  assert.deepEqual(full.tagUids, tags.map(({ uid }) => uid));
  const picture = await fetch(full.attachments[0]);
  assert.deepEqual(Buffer.from(await picture.arrayBuffer()), png);
  await v1.location.removeAttachments(made.uid, full.attachments);
  for (const { uid } of tags) await v1.locationOrganizationTag.unassign(made.uid, uid);
  const empty = await v1.location.get(made.uid);
  assert.deepEqual([empty.attachments, empty.tagUids], [[], []]);
  await v1.location.delete(made.uid);
  await rejectsWith(v1.location.get(made.uid), notFound);
});
