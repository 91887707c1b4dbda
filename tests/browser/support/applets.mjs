import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const manifest = createRequire(import.meta.url).resolve('@signageos/front-applet/package.json');

/** The vendor's library for applets, as its package ships it. */
export const library = path.dirname(manifest);

export const libraryVersion = '8.2.4';

/** An applet that shows its configuration, says hello, and answers each command. */
export async function page({ title }) {
  return {
    'index.html': `<!doctype html>
      <html><head><meta charset="utf-8"><title>${title}</title><script src="assets/sos.js"></script></head>
      <body><p id="shown">not ready</p><script src="assets/main.js"></script></body></html>`,
    'assets/main.js': behaviour(title),
    'assets/sos.js': await readFile(path.join(library, 'dist/bundle.js'), 'utf8'),
  };
}

/** The same as a single page, which waits for the library that the server brings. */
export function singlePage({ title }) {
  return `<!doctype html><html><head><title>${title}</title></head><body><p id="shown">not ready</p><script>
    const run = () => { ${behaviour(title)} };
    if (typeof sos !== 'undefined') run(); else window.addEventListener('sos.loaded', run);
  </script></body></html>`;
}

const behaviour = (title) => `
  sos.onReady().then(async () => {
    document.getElementById('shown').textContent = '${title} shows ' + JSON.stringify(sos.config);
    sos.command.onCommand(({ command }) => sos.command.dispatch({ type: 'Test.Answer', of: command.type, text: command.text }));
    await sos.command.dispatch({ type: 'Test.Hello', title: '${title}', config: sos.config });
  });`;

/** Uploads as the vendor's clients do. */
export class Applets {
  #rest;

  constructor(rest) {
    this.#rest = rest;
  }

  async create(name) {
    const created = await this.#rest('POST', '/v1/applet', { body: { name } });
    assert.equal(created.status, 200, created.text);
    return created.headers.get('link').match(/\/v1\/applet\/([0-9a-f]+)>$/)[1];
  }

  async uploadFiles(appletUid, version, files) {
    await this.#ok('POST', `/v1/applet/${appletUid}/version`, { version, entryFile: 'index.html' });
    for (const [name, text] of Object.entries(files)) await this.#uploadFile(appletUid, version, name, Buffer.from(text));
    await this.#ok('PUT', `/v1/applet/${appletUid}/version/${version}`, { entryFile: 'index.html' });
  }

  async uploadPage(appletUid, version, binary) {
    await this.#ok('POST', `/v1/applet/${appletUid}/version`, { version, binary, frontAppletVersion: libraryVersion });
  }

  async #uploadFile(appletUid, version, name, bytes) {
    const hash = createHash('md5').update(bytes).digest('base64');
    const body = { path: name, hash, type: 'application/octet-stream', name: path.basename(name) };
    const { upload } = (await this.#ok('POST', `/v1/applet/${appletUid}/version/${version}/file?build=false`, body)).body;
    const form = new FormData();
    for (const [field, value] of Object.entries(upload.request.fields)) form.append(field, value);
    form.append('file', new Blob([bytes]), 'file');
    const stored = await fetch(upload.request.url, { method: 'POST', body: form });
    assert.ok(stored.ok, `${stored.status} ${await stored.text()}`);
  }

  async #ok(method, target, body) {
    const answer = await this.#rest(method, target, { body });
    assert.equal(answer.status, 200, `${method} ${target}: ${answer.text}`);
    return answer;
  }
}
