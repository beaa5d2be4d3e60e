import type { ClientSetup } from '../../../src/model/resolution.ts';
import { both, list, name } from './projects.ts';
import type { Situation } from './situation.ts';

/** A release as it is written here: `1.0 sdist py3-none-any`. */
const offer = (...releases: readonly string[]) => ({
  releases: releases.map((text) => {
    const [version = '', ...archives] = text.split(' ');
    return { version, archives };
  }),
});

interface Case {
  readonly id: string;
  readonly a: readonly string[];
  readonly b: readonly string[];
  readonly requirement?: string;
  /** Options in the file, besides those that name the indexes. */
  readonly options?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly formats?: readonly string[];
  readonly isOpen?: true;
}

const sdist = ['1.0 sdist'];
const wheel = ['1.0 py3-none-any'];

/** What is offered decides alone. */
const settled: readonly Case[] = [
  { id: 'wheel_sdist', a: wheel, b: sdist },
  { id: 'sdist_wheel', a: sdist, b: wheel },
  { id: 'sdist_sdist', a: sdist, b: sdist },
  { id: 'both_sdist', a: ['1.0 sdist py3-none-any'], b: sdist },
  { id: 'sdist_both', a: sdist, b: ['1.0 sdist py3-none-any'] },
  { id: 'both_wheel', a: ['1.0 sdist py3-none-any'], b: wheel },
  { id: 'wheel_both', a: wheel, b: ['1.0 sdist py3-none-any'] },
  { id: 'old_universal', a: wheel, b: ['1.0 py2.py3-none-any'] },
  { id: 'universal_old', a: ['1.0 py2.py3-none-any'], b: wheel },
  { id: 'build_none', a: ['1.0 2-py3-none-any'], b: wheel },
  { id: 'build_lower', a: ['1.0 10-py3-none-any'], b: ['1.0 9-py3-none-any'] },
  { id: 'build_suffix', a: ['1.0 1b-py3-none-any'], b: ['1.0 1a-py3-none-any'] },
  { id: 'none_build', a: wheel, b: ['1.0 2-py3-none-any'] },
  { id: 'higher_sdist', a: wheel, b: ['2.0 sdist'] },
  { id: 'sdist_higher', a: ['2.0 sdist'], b: wheel },
  { id: 'pinned', a: wheel, b: ['1.0 sdist', '2.0 py3-none-any'], requirement: '==1.0' },
  { id: 'bounded', a: ['1.0 py3-none-any', '3.0 sdist'], b: ['1.0 sdist'], requirement: '<2' },
  { id: 'same_platforms', a: ['1.0 cp39-cp39-linux_x86_64 sdist'], b: ['1.0 cp39-cp39-linux_x86_64 sdist'] },
  { id: 'zeros', a: wheel, b: ['1.0.0 sdist'] },
];

const on = (tell: 'options' | 'args' | 'env', option: string, value: string): Partial<Case> => {
  if (tell === 'env') return { env: { [`PIP_${option.toUpperCase().replace('-', '_')}`]: value === '' ? '1' : value } };
  const written = value === '' ? [`--${option}`] : [`--${option}`, value];
  return tell === 'args' ? { args: written } : { options: `${written.join(' ')}\n` };
};

/** What the client may take, or prefers, decides with it. */
const told: readonly Case[] = (['options', 'args', 'env'] as const).flatMap((tell): readonly Case[] => [
  {
    id: `prefer_${tell}`,
    a: ['1.0 py3-none-any', '2.0 sdist'],
    b: ['3.0 sdist'],
    ...on(tell, 'prefer-binary', ''),
    formats: ['prefer-binary'],
  },
  {
    id: `prefer-nothing_${tell}`,
    a: ['1.0 sdist'],
    b: ['3.0 sdist'],
    ...on(tell, 'prefer-binary', ''),
    formats: ['prefer-binary'],
  },
  {
    id: `only_${tell}`,
    a: wheel,
    b: ['2.0 sdist'],
    ...on(tell, 'only-binary', ':all:'),
    formats: ['only-binary :all:'],
  },
  {
    id: `only-named_${tell}`,
    a: wheel,
    b: ['2.0 sdist'],
    ...on(tell, 'only-binary', 'other,Acme_Tools'),
    formats: ['only-binary other,Acme_Tools'],
  },
  {
    id: `only-other_${tell}`,
    a: wheel,
    b: ['2.0 sdist'],
    ...on(tell, 'only-binary', 'other'),
    formats: ['only-binary other'],
  },
  {
    id: `only-taken-back_${tell}`,
    a: wheel,
    b: ['2.0 sdist'],
    ...on(tell, 'only-binary', ':all:,:none:'),
    formats: ['only-binary :all:,:none:'],
  },
  {
    id: `no_${tell}`,
    a: sdist,
    b: ['2.0 py3-none-any'],
    ...on(tell, 'no-binary', ':all:'),
    formats: ['no-binary :all:'],
  },
  {
    id: `no-of-both_${tell}`,
    a: ['1.0 sdist py3-none-any'],
    b: wheel,
    ...on(tell, 'no-binary', name),
    formats: [`no-binary ${name}`],
  },
  {
    id: `no-other_${tell}`,
    a: sdist,
    b: ['2.0 py3-none-any'],
    ...on(tell, 'no-binary', 'other'),
    formats: ['no-binary other'],
  },
]);

const between: readonly Case[] = [
  {
    id: 'only-but-named',
    a: sdist,
    b: ['2.0 py3-none-any'],
    options: `--only-binary :all:\n--no-binary ${name}\n`,
    formats: ['only-binary :all:', `no-binary ${name}`],
  },
  {
    id: 'no-then-only',
    a: sdist,
    b: ['2.0 py3-none-any'],
    options: `--no-binary ${name}\n--only-binary :all:\n`,
    formats: [`no-binary ${name}`, 'only-binary :all:'],
  },
  {
    id: 'nothing-left',
    a: sdist,
    b: ['2.0 sdist'],
    options: '--only-binary :all:\n',
    formats: ['only-binary :all:'],
  },
];

/** Two runners for which different wheels are made. */
const platforms = { old: '3.9', new: '3.12' };

/** What fits the platform of the runner decides. */
const open: readonly Case[] = (
  [
    ['specific-universal', ['1.0 cp39-none-any'], wheel],
    ['specific-both', ['1.0 cp39-none-any py3-none-any'], wheel],
    ['specific-sdist', ['1.0 cp39-none-any'], ['1.0 py39-none-any py3-none-any']],
    ['specific-specific', ['1.0 cp39-none-any'], ['1.0 cp312-none-any']],
    ['more-specific', ['1.0 cp39-none-any cp312-none-any'], ['1.0 cp312-none-any py3-none-any']],
    ['specific-build', ['1.0 cp39-none-any'], ['1.0 7-py3-none-any']],
  ] as const
).flatMap(([id, a, b]) =>
  Object.entries(platforms).map(
    ([runner, version]): Case => ({
      id: `${id}_${runner}`,
      a,
      b,
      args: ['--only-binary', ':all:', '--python-version', version, '--target', 'out'],
      formats: ['only-binary :all:'],
      isOpen: true,
    }),
  ),
);

export const archiveSituations: readonly Situation[] = [...settled, ...told, ...between, ...open].map(
  ({ id, a, b, requirement = '', options = '', args = [], env, formats, isOpen }): Situation => {
    const setup: ClientSetup = formats === undefined ? both : { ...both, formats };
    const project = list(`--index-url {{a}}\n--extra-index-url {{b}}\n${options}`, requirement);
    return {
      id: `pip-archives_${id}`,
      client: 'pip',
      name,
      requirement,
      told: setup,
      ...project,
      args: [...(project.args ?? []), ...args],
      ...(env === undefined ? {} : { env }),
      ...(isOpen === undefined ? {} : { isOpen }),
      indexes: { a: offer(...a), b: offer(...b) },
    };
  },
);
