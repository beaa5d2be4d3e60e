import { describe, expect, it } from 'vitest';
import { type Files, memorySource } from '../../test/support/memory-source.ts';
import type { PolicyAddress } from '../model/policy.ts';
import type { ChangeSource } from '../model/ports.ts';
import { type OpenPolicyTree, readBasePolicy, readOtherPolicy, readPolicy } from './policy.ts';

const address: PolicyAddress = { owner: 'acme', repo: 'policy', path: 'gazetteer.yml', ref: 'main' };
const commit = 'c'.repeat(40);
const own = '.github/gazetteer.yml';

/** Repositories by owner and name, all at one commit. */
const opener =
  (repositories: Readonly<Record<string, Files>>): OpenPolicyTree =>
  async ({ owner, repo }) => ({
    ...memorySource(null, repositories[`${owner}/${repo}`] ?? {}).head,
    label: commit,
  });

const withPolicy = (files: Files): ChangeSource => memorySource(files, {});

describe('a configuration of another repository', () => {
  it('is read at the commit that its ref names, which the report tells', async () => {
    const open = opener({ 'acme/policy': { 'gazetteer.yml': 'fail-on: low' } });
    const policy = await readPolicy('extends: acme/policy/gazetteer.yml@main', own, open);
    expect(policy.failOn).toBe('low');
    const message = `the configuration counts of acme/policy/gazetteer.yml@main, which is ${commit} now`;
    expect(policy.notes).toEqual([{ level: 'note', message }]);
    const pinned = await readPolicy(`extends: acme/policy/gazetteer.yml@${commit}`, own, open);
    expect(pinned.notes?.[0]?.message).toBe(`the configuration counts of acme/policy/gazetteer.yml@${commit}`);
  });

  it('says of its exceptions where they stand', async () => {
    const text = 'exceptions: [{ rule: young-package, reason: x, expires: 2027-01-31 }]';
    const open = opener({ 'acme/policy': { 'gazetteer.yml': text } });
    const policy = await readPolicy(`extends: acme/policy/gazetteer.yml@main\n${text}`, own, open);
    expect(policy.exceptions.map(({ from, line }) => [from, line])).toEqual([
      ['acme/policy/gazetteer.yml@main', 1],
      [undefined, 2],
    ]);
  });

  it('extends others in turn, but not itself and not without end', async () => {
    const chain = (last: string) =>
      opener({
        'a/a': { 'x.yml': 'extends: b/b/x.yml@v1' },
        'b/b': { 'x.yml': 'extends: c/c/x.yml@v1' },
        'c/c': { 'x.yml': last },
        'd/d': { 'x.yml': 'fail-on: low' },
      });
    const read = (last: string) => readPolicy('extends: a/a/x.yml@v1', own, chain(last));
    expect((await read('fail-on: medium')).failOn).toBe('medium');
    await expect(read('extends: A/a/x.yml@v2')).rejects.toThrow(/c\/c\/x\.yml@c{40}:1: extends: extends itself/);
    await expect(read('extends: d/d/x.yml@v1')).rejects.toThrow(/more than 3 files extend each other/);
  });

  it.each<[string, Files, RegExp]>([
    ['not there', {}, /gazetteer\.yml@c{40} is not there/],
    ['a link', { 'gazetteer.yml': { link: 'x' } }, /is a symbolic link/],
    ['too large', { 'gazetteer.yml': '#'.repeat(2 ** 20 + 1) }, /over the size limit/],
    ['no configuration', { 'gazetteer.yml': 'fail-onn: x' }, /gazetteer\.yml@c{40}:1: fail-onn/],
  ])('that is %s stops the run, and never reads as no policy', async (_, files, message) => {
    const open = opener({ 'acme/policy': files });
    const error = { code: 'config', message: expect.stringMatching(message) };
    await expect(readPolicy('extends: acme/policy/gazetteer.yml@main', own, open)).rejects.toMatchObject(error);
    await expect(readOtherPolicy(withPolicy({}), address, open)).rejects.toMatchObject(error);
  });
});

describe('a configuration that the caller names in another repository', () => {
  const locked = opener({ 'acme/policy': { 'gazetteer.yml': 'locked: [fail-on]\nfail-on: medium' } });
  const closed = opener({ 'acme/policy': { 'gazetteer.yml': 'fail-on: medium' } });
  const extending = 'extends: acme/policy/gazetteer.yml@v0\nfail-on: never\non-unverified: warn';

  it('counts alone where it locks nothing, whatever the audited repository says', async () => {
    const policy = await readOtherPolicy(withPolicy({ [own]: extending }), address, closed);
    expect(policy).toMatchObject({ failOn: 'medium', onUnverified: 'fail' });
    expect(policy.notes?.at(-1)).toMatchObject({ level: 'warning', message: expect.stringContaining('locks nothing') });
  });

  it('is built on where it locks keys, by the file that extends it, at the ref of the caller', async () => {
    const policy = await readOtherPolicy(withPolicy({ [own]: extending }), address, locked);
    expect(policy).toMatchObject({ failOn: 'medium', onUnverified: 'warn' });
    const said = policy.notes?.map(({ message }) => message).join('\n');
    expect(said).toContain(`gazetteer.yml:2: fail-on is locked by acme/policy/gazetteer.yml`);
    expect(said).toContain('gazetteer.yml@main, which is');
  });

  it('says that another file does not count', async () => {
    const policy = await readOtherPolicy(withPolicy({ [own]: 'on-unverified: warn' }), address, locked);
    expect(policy.onUnverified).toBe('fail');
    expect(policy.notes?.map(({ level, path }) => [level, path])).toContainEqual(['warning', own]);
    expect((await readOtherPolicy(withPolicy({}), address, locked)).notes).toHaveLength(1);
  });
});

it('reads the base side alone', async () => {
  const source = memorySource({ [own]: 'fail-on: medium' }, { [own]: 'fail-on: never' });
  expect((await readBasePolicy(source, own, false)).failOn).toBe('medium');
  expect((await readBasePolicy(withPolicy({}), own, false)).failOn).toBe('high');
  await expect(readBasePolicy(withPolicy({}), own, true)).rejects.toThrow(/is not in before/);
});
