import assert from 'node:assert/strict';
import { eventually } from '../../clients/support/eventually.mjs';

/** Longest pause between two polls of an idle device, plus its work. */
const pollingPatience = 120_000;

/** A device as an integrator sees it: through REST only. */
export class RemoteDevice {
  #rest;

  constructor(rest, uid) {
    this.#rest = rest;
    this.uid = uid;
  }

  #path(path, version = 'v1') {
    return `/${version}/device/${this.uid}${path && `/${path}`}`;
  }

  async send(method, path, body, { version } = {}) {
    const answer = await this.#rest(method, this.#path(path, version), { body });
    assert.equal(answer.status, 200, `${method} ${path}: ${answer.text}`);
    assert.deepEqual(answer.body, { message: 'OK' });
  }

  async read(path, { version } = {}) {
    const answer = await this.#rest('GET', this.#path(path, version));
    assert.equal(answer.status, 200, `GET ${path}: ${answer.text}`);
    return answer.body;
  }

  /** The newest record of a kind, once the device has answered it. */
  async answered(path) {
    return eventually(
      `the device answers ${path}`,
      async () => {
        const [newest] = await this.read(path);
        return (newest.succeededAt || newest.failedAt) && newest;
      },
      { timeout: pollingPatience },
    );
  }

  async acknowledged(path) {
    const record = await this.answered(path);
    assert.ok(record.succeededAt, `${path} failed: ${JSON.stringify(record)}`);
    assert.equal(record.failedAt, null);
    return record;
  }

  /** Waits until the latest telemetry of a type has these data. */
  telemetry(type, expected) {
    return eventually(
      `telemetry ${type} is ${JSON.stringify(expected)}`,
      async () => {
        const { data } = await this.read(`telemetry/${type}/latest`);
        const same = Object.entries(expected).every(([key, value]) => data[key] === value);
        return same && data;
      },
      { timeout: pollingPatience },
    );
  }
}
