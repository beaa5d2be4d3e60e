import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { dist, makeFolder, manifest } from './world.ts';

/** Tells at the end how many bytes the process holds for new objects. */
const preload = `data:text/javascript,${encodeURIComponent(
  'import{getHeapSpaceStatistics}from"node:v8";' +
    'const young=()=>getHeapSpaceStatistics().find((space)=>space.space_name==="new_space").space_size;' +
    'process.on("exit",()=>console.error("young",young()))',
)}`;

const count = 2_500;

/** As npm writes it, of packages that nobody is asked about. */
function lockfile(): string {
  const entries = Array.from({ length: count }, (_, at) => [
    `node_modules/acme-package-${at}`,
    { version: '1.0.0', integrity: `sha512-${Buffer.alloc(64, at).toString('base64')}` },
  ]);
  const packages = { '': { name: 'shop', version: '1.0.0' }, ...Object.fromEntries(entries) };
  return JSON.stringify({ name: 'shop', version: '1.0.0', lockfileVersion: 3, requires: true, packages }, null, 2);
}

it('new objects have little room, however many packages there are', () => {
  const folder = makeFolder({ 'package.json': manifest({}), 'package-lock.json': lockfile() });
  const args = ['audit', folder, '--base', 'none', '--offline', '--no-cache', '--quiet', '--format', 'json'];
  const { stderr, stdout } = spawnSync(process.execPath, ['--import', preload, dist('cli.js'), ...args], {
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  expect(JSON.parse(stdout).changes).toHaveLength(count);
  const [, bytes] = /^young ([0-9]+)$/m.exec(stderr) ?? [];
  // Left to itself V8 comes to 32 MB and more.
  expect(Number(bytes)).toBeGreaterThan(0);
  expect(Number(bytes)).toBeLessThanOrEqual(16 * 2 ** 20);
});
