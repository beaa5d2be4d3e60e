import { spawnSync } from 'node:child_process';
import { existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dist, makeFolder, manifest } from './world.ts';

const full = '/dev/full';
const why = existsSync(full) ? '' : ` (skipped: this system has no ${full})`;

describe('standard output', () => {
  it.skipIf(why !== '')(`that cannot be written is told, and no success${why}`, () => {
    const folder = makeFolder({ 'package.json': manifest({}) });
    for (const args of [['--help'], ['audit', folder, '--base', 'none', '--offline', '--no-cache']]) {
      const { status, stderr } = spawnSync(process.execPath, [dist('cli.js'), ...args], {
        stdio: ['ignore', openSync(full, 'w'), 'pipe'],
        encoding: 'utf8',
      });
      expect(stderr).toMatch(/^gazetteer: the output cannot be written: ENOSPC\b.*\n {2}make room, or/m);
      expect(status).toBe(2);
    }
  });

  it.skipIf(why !== '')(`that cannot be written is told once, whatever else is written after it${why}`, () => {
    const folder = makeFolder({ 'package.json': manifest({}) });
    const file = join(folder, 'report.json');
    const args = ['audit', folder, '--base', 'none', '--offline', '--no-cache', '--format', 'text'];
    const { status, stderr } = spawnSync(process.execPath, [dist('cli.js'), ...args, '--format', `json=${file}`], {
      stdio: ['ignore', openSync(full, 'w'), 'pipe'],
      encoding: 'utf8',
    });
    expect(stderr.match(/cannot be written/g)).toHaveLength(1);
    expect(JSON.parse(readFileSync(file, 'utf8')).verdict).toBe('pass');
    expect(status).toBe(2);
  });

  it.skipIf(why !== '')(`is not written to where there is nothing to say${why}`, () => {
    const folder = makeFolder({ 'package.json': manifest({}) });
    const format = `json=${join(folder, 'report.json')}`;
    const args = ['audit', folder, '--base', 'none', '--offline', '--no-cache', '--quiet', '--format', format];
    const { status, stderr } = spawnSync(process.execPath, [dist('cli.js'), ...args], {
      stdio: ['ignore', openSync(full, 'w'), 'pipe'],
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('comes whole to a reader that takes its time', () => {
    const names = Array.from({ length: 3_000 }, (_, at) => [`acme-package-${at}`, '1.0.0']);
    const folder = makeFolder({ 'package.json': manifest(Object.fromEntries(names)) });
    const program = `"${process.execPath}" "${dist('cli.js')}" audit "${folder}" --base none --offline --no-cache --format json`;
    const { stdout } = spawnSync('sh', ['-c', `${program} | (sleep 2; cat)`], { encoding: 'utf8', maxBuffer: 1e9 });
    expect(JSON.parse(stdout).changes).toHaveLength(3_000);
  });
});
