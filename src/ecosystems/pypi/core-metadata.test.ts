import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listRequires, readMetadata } from './core-metadata.ts';

const head = 'Metadata-Version: 2.4\nName: Acme.Tools\nVersion: 1.0\n';
const requiresOf = (...written: readonly string[]) => ({ ...listRequires('acme-tools', written).requires });

describe('the fields of a metadata document', () => {
  it.each<[string, string, readonly string[]]>([
    ['are read up to the first empty line', `${head}Requires-Dist: a\n\nRequires-Dist: b\n`, ['a']],
    ['are read where no description follows', `${head}Requires-Dist: a`, ['a']],
    ['end at a line feed with a carriage return', `${head}Requires-Dist: a\n\nx`.replaceAll('\n', '\r\n'), ['a']],
    ['end at a lone carriage return', `${head}Requires-Dist: a\rRequires-Dist: b\r\rRequires-Dist: c`, ['a', 'b']],
    [
      'go on where a line begins with a blank',
      `${head}Requires-Dist: a\n  (>=1,\n\t<2)\nSummary: s\n`,
      ['a (>=1, <2)'],
    ],
    ['of others go on, too', `${head}Description: x\n  Requires-Dist: b\n        \n  y\nRequires-Dist: a\n`, ['a']],
    ['are called in small or capital letters', `${head}requires-dist: a\nREQUIRES-DIST : b\n`, ['a', 'b']],
    ['count behind a line that is none', `${head}no field\nRequires-Dist: a\n`, ['a']],
  ])('%s', (_, text, requires) => {
    expect(readMetadata(text)).toEqual({ name: 'Acme.Tools', version: '1.0', requires });
  });

  it.each([
    ['a web page', '<!DOCTYPE html>\n<html></html>'],
    ['nothing', ''],
    ['a text without a version', 'Metadata-Version: 2.4\nName: tools\n\n'],
    ['a description alone', `\n${head}`],
  ])('are not those of %s', (_, text) => {
    expect(readMetadata(text)).toBeUndefined();
  });

  it('are not known of what is cut before they end', () => {
    expect(readMetadata(`${head}Requires-Dist: a\nRequi`, true)).toBeUndefined();
    expect(readMetadata(`${head}Requires-Dist: a\n\nlong`, true)).toMatchObject({ requires: ['a'] });
  });

  it('are found behind whatever stands before them, as long as that is no empty line', () => {
    const line = fc.string({ unit: 'binary' }).map((text) => `-${text.replaceAll(/[\r\n]/g, '')}`);
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom('\n', '\r\n', '\r'), (lines, end) => {
        const text = [...head.trim().split('\n'), ...lines, 'Requires-Dist: evil', ...lines, ''].join(end);
        expect(listRequires('tools', readMetadata(text)?.requires ?? []).requires).toHaveProperty('evil', '');
      }),
    );
  });

  it('that anybody may write are read without an exception', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (written) => {
        const { requires, lacks } = listRequires('tools', written);
        expect(Object.keys(requires).length + lacks).toBeLessThanOrEqual(written.length);
      }),
    );
  });

  it('are read where there are very many', () => {
    const many = `${head}${'Requires-Dist: a\n b\n'.repeat(40_000)}${' c\n'.repeat(200_000)}`;
    expect(readMetadata(many)?.requires).toHaveLength(40_000);
  });
});

describe('what a release requires', () => {
  it.each<[string, string, Readonly<Record<string, string>>]>([
    ['a name', 'requests', { requests: '' }],
    [
      'a name with a version, an extra and a marker',
      'Zope.Interface[test] >=5,<6 ; os_name == "nt"',
      { 'zope-interface': '>=5,<6' },
    ],
    ['a version in parentheses', 'requests (>=2.0)', { requests: '>=2.0' }],
    ['an address', 'evil @ https://evil.example/evil-1.0.tar.gz', { evil: 'https://evil.example/evil-1.0.tar.gz' }],
    [
      'a repository',
      'evil@git+https://evil.example/x.git@v1 ; os_name == "nt"',
      { evil: 'git+https://evil.example/x.git@v1' },
    ],
    ['the name of what is no requirement today', 'pytz (>dev)', { pytz: '' }],
    ['the address of what is no requirement', 'evil @ https://evil.example/x y', { evil: 'https://evil.example/x y' }],
    ['nothing, of an extra', 'pytest>=8 ; extra == "test"', {}],
    ['nothing, of an extra that is written in an old way', "pytz (>dev); extra == 'all'", {}],
    ['nothing, of the project itself', 'acme_tools[fast]', {}],
    ['a name that objects have', 'constructor', { constructor: '' }],
  ])('is %s', (_, text, requires) => {
    expect(requiresOf(text)).toEqual(requires);
  });

  it.each<[string, readonly string[], readonly string[], readonly string[]]>([
    ['an extra that is asked for', ['a; extra == "test"', 'b; "test" == extra'], ['test'], ['a', 'b']],
    ['an extra that is written otherwise', ["a; extra == 'Http_2'"], ['http-2'], ['a']],
    ['an extra of old requirements', ['pytz (>dev); extra == "test"'], ['test'], ['pytz']],
    ['no other extra', ['a; extra == "test"', 'b; extra == "test" and extra == "x"'], ['x'], []],
    ['an extra that the project asks for itself', ['acme_tools[Test]', 'a; extra == "test"'], [], ['a']],
    [
      'extras that an extra brings, whatever their order',
      ['a; extra == "y"', 'acme-tools[y]; extra == "x"', 'acme-tools[x]; extra == "all"', 'b; extra == "z"'],
      ['all'],
      ['a'],
    ],
    ['no extras that bring one another alone', ['acme-tools[x]; extra == "x"', 'a; extra == "x"'], [], []],
  ])('is what belongs to %s', (_, written, asked, expected) => {
    const { requires, lacks } = listRequires('acme-tools', written, asked);
    expect([Object.keys(requires), lacks]).toEqual([expected, 0]);
  });

  it('lacks something where extras ask for extras without an end', () => {
    const chain = Array.from({ length: 40 }, (_, at) => `tools[x${at}]; extra == "x${at + 1}"`);
    expect(listRequires('tools', [...chain, 'a; extra == "x0"'], ['x40']).lacks).toBe(1);
    expect(listRequires('tools', [...chain.reverse(), 'a; extra == "x0"'], ['x40'])).toMatchObject({
      requires: { a: '' },
      lacks: 0,
    });
  });

  it('lacks something where the project asks for more of its extras than is read again and again', () => {
    const own = Array.from({ length: 2_000 }, (_, at) => `tools[x${at}]; extra == "all" and python_version > "3"`);
    expect(listRequires('tools', [...own, 'a; extra == "all"'], ['all'])).toMatchObject({
      requires: { a: '' },
      lacks: 1,
    });
    expect(listRequires('tools', own.slice(0, 200), ['all']).lacks).toBe(0);
  });

  it('is, of one name, an address before a version, and the first of several', () => {
    const [plain, other, address] = ['evil>=1', 'evil<9', 'evil @ https://evil.example/x'];
    expect(requiresOf(plain, other)).toEqual({ evil: '>=1' });
    expect(requiresOf(plain, address, other)).toEqual({ evil: 'https://evil.example/x' });
    expect(requiresOf(address, plain)).toEqual({ evil: 'https://evil.example/x' });
  });

  it('is cut where it is long, so that it is seen', () => {
    const { evil = '' } = requiresOf(`evil @ https://evil.example/${'x'.repeat(1_000)}`);
    expect([evil.length, evil.endsWith('…')]).toEqual([500, true]);
    expect(requiresOf(`long ${Array.from({ length: 200 }, (_, n) => `!=${n}`).join(',')}`)).toEqual({ long: '' });
  });

  it('lacks what names nothing, and what are too many', () => {
    expect(listRequires('tools', ['', '@ https://evil.example', '-x', 'ok']).lacks).toBe(3);
    const { requires, lacks } = listRequires(
      'tools',
      Array.from({ length: 1_010 }, (_, n) => `acme-${n}`),
    );
    expect([Object.keys(requires).length, lacks]).toEqual([1_000, 10]);
  });
});
