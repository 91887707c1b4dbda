import assert from 'node:assert/strict';

export const uid = /^[0-9a-f]{50}$/;
export const deviceUid = /^[0-9a-f]{53}$/;

export function isDate(value) {
  assert.ok(value instanceof Date && !Number.isNaN(value.valueOf()), `a date that the SDK revived: ${value}`);
}

/** The SDK puts the error body literally into its message. */
export async function rejectsWith(promise, { name, status, body, errorName, errorCode }) {
  const error = await promise.then(
    () => assert.fail(`expected ${status}, but the call succeeded`),
    (reason) => reason,
  );
  if (name) assert.equal(error.constructor.name, name, error.message);
  assert.match(error.message, new RegExp(`^Request failed with status code ${status}\\. Body: `));
  if (body) assert.equal(error.message, `Request failed with status code ${status}. Body: ${JSON.stringify(body)}`);
  if (errorName) assert.equal(error.errorName, errorName);
  if (errorCode) assert.equal(error.errorCode, errorCode);
}

export const notFound = {
  name: 'NotFoundError',
  status: 404,
  errorName: 'RESOURCE_NOT_FOUND',
  errorCode: 404311,
};
