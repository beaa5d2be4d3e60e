import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A proxy that refuses every tunnel, and remembers who was asked for. Its address carries credentials. */
export async function startProxy() {
  const asked: string[] = [];
  const server = createServer();
  server.on('connect', ({ url }, socket) => {
    asked.push(url ?? '');
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { asked, env: { HTTPS_PROXY: `http://user:hunter2@127.0.0.1:${port}` }, close: () => void server.close() };
}
