import { describe, expect, it } from 'vitest';
import { measureGrowth, nearlyLinear } from '../../../test/support/growth.ts';
import { parseFilename } from './filename.ts';
import { readLinks } from './simple-html.ts';
import { versionKey } from './version-key.ts';

describe('parseFilename', () => {
  it.each([
    ['acme_tools-1.0-py3-none-any.whl', 'acme-tools', '1.0'],
    ['Acme.Tools-1.0-1-cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64.whl', 'acme-tools', '1.0'],
    ['torch-2.1.0+cu118-cp311-cp311-linux_x86_64.whl', 'torch', '2.1.0+cu118'],
    ['acme-1.0_1-py3-none-any.whl', 'acme', '1.0-1'],
    ['acme_tools-1.0.tar.gz', 'acme-tools', '1.0'],
    ['acme-tools-1.0-beta-2.zip', 'acme-tools', '1.0-beta-2'],
    ['acme.tools-1.0.tar.bz2', 'acme-tools', '1.0'],
    ['acme-tools-2-1.0.tgz', 'acme-tools-2', '1.0'],
    ['ACME-1!2.0.post1.TAR.GZ', 'acme', '1!2.0.post1'],
    ['acme_tools-0.9-py2.7.egg', 'acme-tools', '0.9'],
    ['acme-tools-0.9.win32-py2.7.exe', 'acme-tools', '0.9'],
    ['acme-tools-0.9.win-amd64.msi', 'acme-tools', '0.9'],
  ])('reads %s', (filename, name, version) => {
    expect(parseFilename(filename, name)).toEqual({ name, version });
  });

  it.each([
    ['acme-py3-none-any.whl', 'acme'],
    ['acme-tools-1.0-py3-none-any.whl', 'acme-tools'],
    ['other-1.0.tar.gz', 'acme'],
    ['acmetools-1.0.tar.gz', 'acme-tools'],
    ['acme-1.0.rpm', 'acme'],
    ['acme-.tar.gz', 'acme'],
    ['acme.tar.gz', 'acme'],
    ['', 'acme'],
    [`acme-${'1'.repeat(400)}.tar.gz`, 'acme'],
  ])('takes %j for no file of %s', (filename, name) => {
    expect(parseFilename(filename, name)).toBeUndefined();
  });
});

describe('versionKey', () => {
  it.each([
    ['1.0', '1.0.0', '1', 'v1.0', ' 1.0 '],
    ['1.0rc1', '1.0.0-RC.1', '1rc1', '1.0c1'],
    ['1!2.0', '1!2'],
    ['1.0.post1', '1.0-1', '1.0-r1'],
    ['1.0+cu118', '1+CU118'],
    ['10.0', '10'],
  ])('is the same for all of %j', (...versions) => {
    expect(new Set(versions.map(versionKey)).size).toBe(1);
  });

  it('differs for different versions, and takes texts that are none', () => {
    const versions = [
      '1.0',
      '1.0.1',
      '1.0rc1',
      '1.0.dev1',
      '1!1.0',
      '1.0+local',
      '10',
      'nonsense',
      '',
      '1'.repeat(300),
    ];
    expect(new Set(versions.map(versionKey)).size).toBe(versions.length);
  });
});

describe('readLinks', () => {
  it('reads addresses, hashes and yanks', () => {
    const hash = 'a'.repeat(64);
    const html = `<!DOCTYPE html><A class=x HREF='../f/a-1.0.tar.gz?x=1#sha256=${hash}' data-yanked="broken &amp; &lt;old&gt;">a</A>
      <a data-yanked href=b%2B1-2.0.zip>b</a><a/href="c-1.zip"><a name="top"><abbr href="d-1.zip"><a href="e/">`;
    expect(readLinks(html)).toEqual([
      { filename: 'a-1.0.tar.gz', yanked: 'broken & <old>', hash: `sha256:${hash}` },
      { filename: 'b+1-2.0.zip', yanked: '' },
    ]);
  });

  it.each([
    ['tags without an end', (size: number) => '<a '.repeat(size)],
    ['quotes without an end', (size: number) => '<a href="'.repeat(size)],
    ['blanks', (size: number) => `<a ${' '.repeat(size)}`],
    ['equals signs', (size: number) => `<a ${'='.repeat(size)}`],
    ['entities', (size: number) => `<a href="${'&amp'.repeat(size)}">`],
    ['addresses with entities', (size: number) => `<a href="${'&amp'.repeat(40)}">`.repeat(size / 40)],
  ])('takes time in proportion to the text: %s', async (_, make) => {
    expect(await measureGrowth(make, readLinks, 200_000)).toBeLessThan(nearlyLinear);
  });
});
