/**
 * A static server for a folder, as strict as the portals that will host the page, so that what
 * works here works there.
 * As a program: `node serve.mjs FOLDER` (PORT and HOST override localhost:8080). As a module: see `serve`.
 */
import { createServer } from 'node:http';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const CSP =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; " +
  "img-src 'self' data:; base-uri 'none'; form-action 'none'";

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ts': 'text/plain; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** The file for a URL's path; undefined if there is none or it is outside the folder. */
async function find(root, pathname) {
  let file;
  try {
    file = join(root, decodeURIComponent(pathname));
  } catch {
    return undefined; // a malformed escape
  }
  if (file.includes('\0') || !(file + sep).startsWith(root + sep)) return undefined;
  const found = await stat(file).catch(() => undefined);
  if (found?.isDirectory())
    return pathname.endsWith('/') ? find(root, pathname + 'index.html') : undefined;
  return found?.isFile() ? file : undefined;
}

/** Serves `folder`; port 0 picks a free one. Resolves to `{ url, close }` once it listens. */
export async function serve(folder, { port = 0, host = 'localhost' } = {}) {
  const root = resolve(folder);
  const server = createServer(async (request, response) => {
    const headers = {
      'Content-Security-Policy': CSP,
      'Cache-Control': 'no-cache',
      'X-Content-Type-Options': 'nosniff',
    };
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { ...headers, Allow: 'GET, HEAD' }).end();
      return;
    }
    try {
      const file = await find(root, new URL(request.url, 'http://localhost').pathname);
      if (file === undefined) {
        response.writeHead(404, { ...headers, 'Content-Type': TYPES['.txt'] }).end('not found\n');
        return;
      }
      const body = await readFile(file);
      const type = TYPES[extname(file)] ?? 'application/octet-stream';
      response.writeHead(200, { ...headers, 'Content-Type': type, 'Content-Length': body.length });
      response.end(request.method === 'HEAD' ? undefined : body);
    } catch (error) {
      response
        .writeHead(500, { ...headers, 'Content-Type': TYPES['.txt'] })
        .end(`${error.message}\n`);
    }
  });
  await new Promise((done, fail) => server.once('error', fail).listen(port, host, done));
  return {
    url: `http://${host}:${server.address().port}`,
    close: () =>
      new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { PORT: port = '8080', HOST: host = 'localhost' } = process.env;
  try {
    const { url } = await serve(process.argv[2] ?? '.', { port: Number(port), host });
    console.log(`serving ${url} (Ctrl-C stops it)`);
  } catch (error) {
    console.error(
      error.code === 'EADDRINUSE'
        ? `port ${port} is taken: try \`make serve PORT=8081\``
        : error.message,
    );
    process.exitCode = 1;
  }
}
