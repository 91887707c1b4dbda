import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';

const manifest = createRequire(import.meta.url).resolve('@signageos/front-display/package.json');
/** Where the vendor's packages are installed. */
export const modules = path.resolve(path.dirname(manifest), '../..');

/** The emulator's files, as its package ships them. */
export const dist = path.join(path.dirname(manifest), 'dist');
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.png': 'image/png',
  '.map': 'application/json',
};

/** Serves the emulator exactly as its package ships it. */
export async function hostEmulator() {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const name = pathname === '/' ? 'index.html' : decodeURIComponent(pathname);
    const file = path.join(dist, path.normalize(name));
    try {
      const bytes = await readFile(file.startsWith(dist + path.sep) ? file : dist);
      response.writeHead(200, { 'content-type': types[path.extname(file)] ?? 'application/octet-stream' });
      response.end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
