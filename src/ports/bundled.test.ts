import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBundled } from './bundled.ts';

const folder = resolve(import.meta.dirname, '../../data/names');

describe('bundled files', () => {
  it.each(readdirSync(folder))('%s is given, decompressed where its name says so', (name) => {
    const stored = readFileSync(resolve(folder, name));
    const given = readBundled(name);
    if (name.includes('.bin')) expect(Buffer.from(given.subarray(0, 2)).toString()).toBe('GZ');
    if (name.endsWith('.br')) expect(given.length).toBeGreaterThan(stored.length);
    else expect(stored.equals(given)).toBe(true);
  });

  it('are missed by name', () => {
    expect(() => readBundled('nothing.bin')).toThrow('nothing.bin is missing');
  });
});
