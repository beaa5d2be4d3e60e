import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../model/command.ts';
import { createCommandReader } from '../../../surfaces/commands.ts';
import { sliceRegion } from '../../../text/lines.ts';
import { addressOf } from '../channels.ts';
import { installer } from './conda.ts';

const read = (text: string): Reading =>
  createCommandReader({ installers: [installer], formats: [], file: { path: 'setup.sh', text } }).script(
    text,
    (at) => at,
  );

const summary = ({ dependencies, registries, includes, unparsed, safeguards }: Reading): readonly string[] => [
  ...dependencies.map(({ purl, requirement, source }) =>
    [purl.slice('pkg:conda/'.length), requirement, source.kind === 'registry' ? '' : source.kind]
      .filter((one) => one)
      .join(' '),
  ),
  ...registries.map(({ url, role, names = [] }) => [role, url.replace(addressOf(''), ''), ...names].join(' ')),
  ...includes.map(({ path, text, format }) => `include ${path ?? `? ${text}`}${format ? ` as ${format}` : ''}`),
  ...safeguards.map(({ setting, strength }) => `${setting}: ${strength}`),
  ...unparsed.map(({ text }) => `? ${text}`),
];

describe('conda', () => {
  it.each<readonly [text: string, found: readonly string[]]>([
    [
      'conda install -y a b=1.2 c==1.2.3 d=1.2=py_0 "e>=1,<2" "f 1.2.*" "g[version=\'>=1\']" Foo',
      ['a', 'b =1.2', 'c@1.2.3 ==1.2.3', 'd@1.2 =1.2=py_0', 'e >=1,<2', 'f 1.2.*', "g [version='>=1']", 'foo'],
    ],
    [
      'conda install -c conda-forge -c https://c.example/x a',
      ['a', 'extra conda-forge a', 'extra https://c.example/x a'],
    ],
    [
      'mamba create -n env --override-channels -c defaults python=3.11 chan::x=1',
      ['python =3.11', 'x =1', `primary ${addressOf('defaults')} python x`, 'explicit chan x'],
    ],
    [
      'micromamba install -n x -f env.yml; conda env create -f environment.yml; conda env update --file e.yaml',
      [
        'include env.yml as conda-environment',
        'include environment.yml as conda-environment',
        'include e.yaml as conda-environment',
      ],
    ],
    [
      'conda install --file spec.txt https://c.example/linux-64/foo-bar-1.0-py_0.conda ./baz-2-0.tar.bz2',
      ['foo-bar@1.0 url', 'baz@2 path', 'include spec.txt'],
    ],
    ['conda activate x; conda list; conda remove a; conda update --all; conda update b; conda update c=2', ['c =2']],
    [
      'conda config --add channels x; conda config --set ssl_verify false; conda install -k a',
      ['a', 'extra x', 'ssl_verify: 0', 'insecure: 0'],
    ],
    ['CONDA_CHANNELS=x,y CONDA_SSL_VERIFY=0 CONDA_PREFIX=z', ['extra x', 'extra y', 'ssl_verify: 0']],
    ['conda install $A b=$B c=1.* d{e,f} -c $G', ['b =$B', 'c =1.*', '? $G', '? $A', '? b=$B', '? d{e,f}']],
    ['conda install a@1 "" __proto__', ['__proto__', '? a@1', '? ']],
  ])('%s', (text, found) => {
    expect(summary(read(text))).toEqual(found);
  });

  it('places names and requirements', () => {
    const text = 'conda install "chan::Foo >=1" bar=2';
    const slices = read(text).dependencies.map(({ nameRegion, requirementRegion }) =>
      [nameRegion, requirementRegion].map((region) => region && sliceRegion(text, region)),
    );
    expect(slices).toEqual([
      ['Foo', '>=1'],
      ['bar', '=2'],
    ]);
  });
});
