import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { prepareBundled, readBundled } from './bundled.ts';

const folder = resolve(import.meta.dirname, '../../data/names');

describe('bundled files', () => {
  it.each(readdirSync(folder))('%s is given, decompressed where its name says so', (name) => {
    const stored = readFileSync(resolve(folder, name));
    const given = readBundled(name);
    if (name.includes('.bin')) expect(Buffer.from(given.subarray(0, 2)).toString()).toBe('GZ');
    if (name.endsWith('.br')) expect(given.length).toBeGreaterThan(stored.length);
    else expect(stored.equals(given)).toBe(true);
  });

  it('are the same when they were prepared, and are decompressed once', async () => {
    const name = 'npm-scopes.bin.br';
    const given = readBundled(name);
    expect(readBundled(name)).not.toBe(given);
    prepareBundled(name);
    await vi.waitFor(() => expect(readBundled(name)).toBe(readBundled(name)));
    expect(Buffer.compare(readBundled(name), given)).toBe(0);
  });

  it('are missed by name, and only by those who read them', () => {
    prepareBundled('nothing.bin.br');
    expect(() => readBundled('nothing.bin')).toThrow('nothing.bin is missing');
  });
});
