import { describe, expect, it } from 'vitest';
import { measureGrowth, nearlyLinear } from '../../../../test/support/growth.ts';
import { MalformedFileError } from '../../../model/ecosystem.ts';
import { sliceRegion } from '../../../text/lines.ts';
import { format } from './setup-py.ts';

const parse = (text: string) => format.parse({ path: 'setup.py', text });
const namesIn = (text: string) => parse(text).dependencies.map(({ name }) => name);

describe('setup.py', () => {
  it.each([
    ['a list', "setup(install_requires=['a', 'b',])", ['a', 'b']],
    ['a tuple', "setup(install_requires=('a', 'b'))", ['a', 'b']],
    ['parentheses', "setup(install_requires=(['a']))", ['a']],
    ['a set', "setup(install_requires={'a'})", ['a']],
    ['a text with lines', "setup(install_requires='''\na\n  # no\nb # c\n''')", ['a', 'b']],
    ['texts beside each other', "setup(install_requires=['a' '>=1', 'b'])", ['a', 'b']],
    ['a sum of lists', "setup(install_requires=['a'] + ['b'] + C)\nC = ['c']", ['a', 'b', 'c']],
    ['a sum of texts', "V = '1'\nsetup(install_requires=['a==' + V])", ['a']],
    ['a name', "r: list[str] = ['a']\nsetup(install_requires=r)", ['a']],
    ['a name twice', "r = ['a']\nsetup(install_requires=r + r)", ['a']],
    ['a circle', "a = b\nb = a + ['x']\nsetup(install_requires=a)", ['x']],
    ['a tuple without parentheses', "r = 'a', 'b'\nsetup(install_requires=r)", ['a', 'b']],
    [
      'what is added',
      "r = ['a']\nr += ['b']\nr.append('c')\nr.extend(['d'])\nsetup(install_requires=r)",
      ['a', 'b', 'c', 'd'],
    ],
    ['extras', "setup(extras_require={'x': ['a'], 'y': B})\nB = ('b',)", ['a', 'b']],
    ['keywords of dict()', "k = dict(install_requires=['a'])\nsetup(**k)", ['a']],
    ['keys of a dictionary', "k = {'install_requires': ['a']}\nsetup(**k)", ['a']],
    ['an item that is set', "k['install_requires'] = ['a']", ['a']],
    ['another name for setup', "from setuptools import setup as go\ngo(install_requires=['a'])", ['a']],
    ['raw and unicode texts', "setup(install_requires=[r'a', u'b', R'''c'''])", ['a', 'b', 'c']],
    ['escapes', "setup(install_requires=['\\x61\\u0062\\143\\\n-d'])", ['abc-d']],
    ['a keyword in letters of another width', "setup(\uff49nstall_requires=['a'])", ['a']],
    ['a continued line', "setup(\\\n  install_requires=\\\n  ['a'])", ['a']],
    ['old line ends', "setup(\rinstall_requires=['a'])\r", ['a']],
    ['None', 'setup(install_requires=None)', []],
    ['a comment', "# setup(install_requires=['a'])", []],
    ['a text that only looks like it', 'x = "setup(install_requires=[\'a\'])"', []],
  ])('reads %s', (_, text, expected) => {
    expect(namesIn(text)).toEqual(expected);
    expect(parse(text).unparsed).toEqual([]);
  });

  it.each([
    ['a call', "setup(install_requires=read('x'))", "read('x')"],
    ['a name from elsewhere', 'from x import r\nsetup(install_requires=r)', 'r'],
    ['a name of nothing', 'setup(install_requires=r)', 'r'],
    ['a text put together', "setup(install_requires=[f'a{b}'])", "f'a{b}'"],
    ['a formatted text', "setup(install_requires=['a==%s' % v])", "'a==%s' % v"],
    ['a condition', "setup(install_requires=['a'] if x else [])", "['a'] if x else []"],
    ['a comprehension', 'setup(install_requires=[x for x in y])', 'x for x in y'],
    ['what is added by a call', 'r = []\nr += read()\nsetup(install_requires=r)', 'read()'],
    ['what is spread', 'setup(**read())', 'read()'],
    ['a name of a character', "setup(install_requires=['\\N{LATIN SMALL LETTER A}'])", "'\\N{LATIN SMALL LETTER A}'"],
  ])('says where it is %s', (_, text, expected) => {
    const { unparsed } = parse(text);
    expect(unparsed.map(({ location }) => sliceRegion(text, location))).toEqual([expected]);
    expect(unparsed.map((one) => one.text)).toEqual([expected]);
  });

  it('places names and requirements inside their texts', () => {
    const text = 'setup(tests_require="""\r\n  A_b >=1 ; os_name == "x"\r\n""")';
    const [dependency] = parse(text).dependencies;
    expect(dependency?.nameRegion && sliceRegion(text, dependency.nameRegion)).toBe('A_b');
    expect(dependency?.requirementRegion && sliceRegion(text, dependency.requirementRegion)).toBe('>=1');
    expect(dependency?.scope).toBe('dev');
  });

  it.each(["x = 'a", 'x = """a', "x = 'a\n'"])('refuses a string that does not end: %j', (text) => {
    expect(() => parse(text)).toThrow(MalformedFileError);
  });

  it.each([
    ['brackets', (n: number) => '('.repeat(n)],
    ['keywords in keywords', (n: number) => 'install_requires=('.repeat(n / 18)],
    ['spreads', (n: number) => 'f(**'.repeat(n / 4)],
    ['annotations', (n: number) => 'a:'.repeat(n / 2)],
    ['assignments in expressions', (n: number) => 'a:='.repeat(n / 3)],
    [
      'sums of sums',
      (n: number) => `a = ${'"x"+'.repeat(n / 8)}"y"\nsetup(install_requires=[${'"q"+a,'.repeat(n / 12)}])`,
    ],
    ['uses of a name', (n: number) => `a=[${'"y",'.repeat(n / 8)}]\n${'setup(install_requires=a)\n'.repeat(n / 50)}`],
  ])('takes linear time over %s', async (_, build) => {
    expect(await measureGrowth(build, parse, 64_000)).toBeLessThan(nearlyLinear);
  });
});
