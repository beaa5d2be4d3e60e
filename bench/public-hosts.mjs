// Answers for the public registries and services from loopback, so that the program is measured as it comes: without a
// configuration, over TLS, through the proxy that the environment names.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent, createServer, request as forward } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';

const listen = async (server) => {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server.address().port;
};

/** A certificate for the hosts that its own key signs, and that is trusted only by who is told to. */
function createCertificate(folder, hosts) {
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(folder, name));
  const names = hosts.map((host) => `DNS:${host}`).join(',');
  const made = spawnSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
      ...['-subj', '/CN=bench', '-addext', `subjectAltName=${names}`, '-keyout', key, '-out', cert],
    ],
    { encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`openssl made no certificate: ${made.stderr}`);
  return { key: readFileSync(key), cert: readFileSync(cert), path: cert };
}

/**
 * @param servers by public host: the address on loopback that answers in its place; others are refused
 * @returns the variables of the environment that lead a program there
 */
export async function startPublicHosts(folder, servers) {
  const certificate = createCertificate(folder, Object.keys(servers));
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const front = createSecureServer(certificate, (asked, answer) => {
    const address = servers[asked.headers.host];
    if (address === undefined) {
      answer.writeHead(421).end();
      return;
    }
    const target = new URL(address);
    const { method, url: path, headers } = asked;
    const behind = forward({ agent, host: target.hostname, port: target.port, method, path, headers }, (said) => {
      answer.writeHead(said.statusCode, said.headers);
      said.pipe(answer);
    });
    behind.on('error', () => answer.destroy());
    asked.pipe(behind);
  });
  const port = await listen(front);
  const proxy = createServer().on('connect', ({ url }, socket) => {
    if (!Object.keys(servers).includes(url.replace(/:443$/, ''))) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const tunnel = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      tunnel.pipe(socket).pipe(tunnel);
    });
    tunnel.on('error', () => socket.destroy());
    socket.on('error', () => tunnel.destroy());
  });
  const env = { HTTPS_PROXY: `http://127.0.0.1:${await listen(proxy)}`, NODE_EXTRA_CA_CERTS: certificate.path };
  return {
    env,
    close() {
      agent.destroy();
      for (const server of [proxy, front]) {
        server.closeAllConnections?.();
        server.close();
      }
    },
  };
}
