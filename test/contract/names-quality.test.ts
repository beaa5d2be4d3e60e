import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const data = join(resolve(root, process.env['GAZETTEER_SHARED'] ?? '../shared'), 'eval/names');
const isAtHand = existsSync(join(data, 'typosquat_pairs.tsv'));
if (!isAtHand) console.info(`the labelled names are not at hand (${data}): how well they are judged is not measured`);

interface Limit {
  readonly value: number;
  readonly tolerance: number;
  readonly better: 'higher' | 'lower';
}

type Figures = ReadonlyMap<string, { readonly hits: number; readonly of: number; readonly percent: number }>;

interface Limits {
  readLimits(): Readonly<Record<string, Limit>>;
  findWorse(figures: Figures, limits: Readonly<Record<string, Limit>>): readonly string[];
}

const { findWorse, readLimits }: Limits = await import(pathToFileURL(join(root, 'bench/names/limits.mjs')).href);

describe('how well names are judged', () => {
  it.runIf(isAtHand)('is no worse than bench/names/limits.json allows', { timeout: 300_000 }, async () => {
    const child = spawn(process.execPath, [join(root, 'bench/names/quality.mjs'), '--check', '--data', data]);
    let stderr = '';
    child.stderr.on('data', (text) => {
      stderr += String(text);
    });
    const status = await new Promise((done) => child.on('close', done));
    expect([status, stderr]).toEqual([0, '']);
  });

  it.each([
    ['higher', -1, 0],
    ['higher', 1, 0],
    ['higher', -3, 1],
    ['lower', 3, 1],
    ['lower', -3, 0],
  ] as const)('of a figure that is better %s: %i points more are %i complaints', (better, change, complaints) => {
    const figures = new Map([['a', { hits: 1, of: 2, percent: 50 + change }]]);
    expect(findWorse(figures, { a: { value: 50, tolerance: 2, better } })).toHaveLength(complaints);
  });

  it('takes a figure that is missing for worse', () => {
    expect(findWorse(new Map(), readLimits())).toHaveLength(Object.keys(readLimits()).length);
  });
});
