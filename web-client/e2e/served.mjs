// A server that has the page of a build in a folder, and everything else from a system that runs: so that builds can be measured in turns.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { extname, join, normalize } from 'node:path';

const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html; charset=utf-8', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };

function fileOf(folder, path) {
  const wanted = path === '/' || /^\/app(\/|$)/.test(path) ? '/index.html' : normalize(path);
  const file = join(folder, wanted);
  return existsSync(file) && statSync(file).isFile() ? file : undefined;
}

export async function served(url, folder) {
  const { hostname, port } = new URL(url);
  const server = createServer((incoming, outgoing) => {
    const file = incoming.method === 'GET' && fileOf(folder, new URL(incoming.url, url).pathname);
    if (file) {
      outgoing.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
      createReadStream(file).pipe(outgoing);
      return;
    }
    const { method, url: path, headers } = incoming;
    const passed = request({ hostname, port, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  });
  server.on('upgrade', (incoming, socket, head) => {
    const other = connect(port, hostname, () => {
      const lines = incoming.rawHeaders.reduce((text, part, index) => text + part + (index % 2 ? '\r\n' : ': '), '');
      other.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${lines}\r\n`);
      other.write(head);
      socket.pipe(other).pipe(socket);
    });
    for (const [one, end] of [[socket, other], [other, socket]]) one.on('error', () => end.destroy()).on('close', () => end.destroy());
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, stop: () => server.closeAllConnections() ?? server.close() };
}
