import { index, name, type Setup, tell, toSituation } from './projects.ts';
import type { Situation } from './situation.ts';

/** A run over `requirements.txt`, which asks for the name at its end, and the files that it names. */
const run = (
  requirements: string,
  others: Readonly<Record<string, string>>,
  more: Pick<Situation, 'args' | 'env'> = {},
): Setup['build'] => {
  const args = ['-r', 'requirements.txt', ...(more.args ?? [])];
  return (r) => ({ ...more, args, files: { 'requirements.txt': `${requirements}${name}${r}\n`, ...others } });
};

const alone = (letter: string) => tell(index(letter, 'default'));
const links = index('b', 'extra', { isLinks: true });

/** pip reads line by line, through the files that lines name: an index takes the place of all that were read before it. */
const pip: Readonly<Record<string, readonly [told: Setup['told'], build: Setup['build']]>> = {
  'included-erases': [alone('b'), run('--extra-index-url {{a}}\n-r more.txt\n', { 'more.txt': '-i {{b}}\n' })],
  'root-erases': [alone('b'), run('-r more.txt\n-i {{b}}\n', { 'more.txt': '-i {{c}}\n--extra-index-url {{a}}\n' })],
  'root-erased': [alone('b'), run('-i {{a}}\n-r more.txt\n', { 'more.txt': '-i {{b}}\n' })],
  'extra-after': [
    tell(index('a', 'default'), index('b'), index('c')),
    run('-i {{a}}\n-r more.txt\n--extra-index-url {{c}}\n', { 'more.txt': '--extra-index-url {{b}}\n' }),
  ],
  'two-included': [
    tell(index('b', 'default'), index('c')),
    run('-r one.txt\n-r two.txt\n', {
      'one.txt': '--extra-index-url {{a}}\n',
      'two.txt': '-i {{b}}\n--extra-index-url {{c}}\n',
    }),
  ],
  'two-included-late': [
    tell(index('b', 'default'), index('a'), index('c')),
    run('-r one.txt\n-r two.txt\n', {
      'one.txt': '-i {{b}}\n--extra-index-url {{a}}\n',
      'two.txt': '--extra-index-url {{c}}\n',
    }),
  ],
  'constraints-erase': [
    alone('b'),
    run('--extra-index-url {{a}}\n-c limits.txt\n', { 'limits.txt': `-i {{b}}\n${name}<9\n` }),
  ],
  'constraints-first': [
    tell(index('b', 'default'), index('a')),
    run(
      '--extra-index-url {{a}}\n',
      { 'limits.txt': '--extra-index-url {{c}}\n-i {{b}}\n' },
      {
        args: ['-c', 'limits.txt'],
      },
    ),
  ],
  'constraints-erased': [
    alone('b'),
    run('-i {{b}}\n', { 'limits.txt': '-i {{c}}\n--extra-index-url {{a}}\n' }, { args: ['-c', 'limits.txt'] }),
  ],
  'constraints-variable': [
    tell(index('b', 'default'), index('a')),
    run(
      '--extra-index-url {{a}}\n',
      { 'limits.txt': '--extra-index-url {{c}}\n-i {{b}}\n' },
      {
        env: { PIP_CONSTRAINT: 'limits.txt' },
      },
    ),
  ],
  'constraints-include': [
    tell(index('b', 'default'), index('a')),
    run('-i {{b}}\n-c limits.txt\n', {
      'limits.txt': '-r deep/more.txt\n',
      'deep/more.txt': '--extra-index-url {{a}}\n',
    }),
  ],
  nested: [
    alone('b'),
    run('-r one.txt\n', {
      'one.txt': '--extra-index-url {{c}}\n-r deep/two.txt\n',
      'deep/two.txt': '--extra-index-url {{a}}\n-r three.txt\n',
      'deep/three.txt': '-i {{b}}\n',
    }),
  ],
  'nested-outer': [
    alone('b'),
    run('-r one.txt\n', {
      'one.txt': '-r two.txt\n-i {{b}}\n',
      'two.txt': '-i {{a}}\n--extra-index-url {{c}}\n',
    }),
  ],
  twice: [
    tell(index('b', 'default'), index('c')),
    run('-r more.txt\n-i {{a}}\n-r more.txt\n', { 'more.txt': '-i {{b}}\n--extra-index-url {{c}}\n' }),
  ],
  'twice-extra': [
    tell(index('a', 'default'), index('b'), index('c')),
    run('-i {{a}}\n-r more.txt\n--extra-index-url {{c}}\n-r more.txt\n', { 'more.txt': '--extra-index-url {{b}}\n' }),
  ],
  'no-index': [
    tell(links),
    run('-i {{a}}\n-r more.txt\n--extra-index-url {{a}}\n', { 'more.txt': '--no-index\n-f {{links:b}}\n' }),
  ],
  'links-kept': [
    tell(index('a', 'default'), links),
    run('-r more.txt\n-i {{a}}\n', { 'more.txt': '-f {{links:b}}\n' }),
  ],
  variables: [
    alone('b'),
    run(
      '-r more.txt\n',
      { 'more.txt': '-i {{b}}\n' },
      {
        env: { PIP_INDEX_URL: '{{c}}', PIP_EXTRA_INDEX_URL: '{{a}}' },
      },
    ),
  ],
  settings: [
    alone('b'),
    run(
      '-r more.txt\n',
      { 'more.txt': '-i {{b}}\n', 'pip.conf': '[global]\nextra-index-url = {{a}}\n' },
      {
        env: { PIP_CONFIG_FILE: 'pip.conf' },
      },
    ),
  ],
  command: [alone('b'), run('-r more.txt\n', { 'more.txt': '-i {{b}}\n' }, { args: ['--extra-index-url', '{{a}}'] })],
  'command-kept': [
    tell(index('a', 'default'), index('c'), index('b')),
    run(
      '-r more.txt\n',
      { 'more.txt': '--extra-index-url {{b}}\n' },
      {
        args: ['--index-url', '{{a}}', '--extra-index-url', '{{c}}'],
      },
    ),
  ],
  'command-second': [
    alone('b'),
    run('--extra-index-url {{a}}\n', { 'more.txt': '-i {{b}}\n' }, { args: ['-r', 'more.txt'] }),
  ],
};

/** uv reads what a command names, and what those files name; of a file's own constraints it takes the versions alone. */
const uv: typeof pip = {
  kept: [
    tell(index('a'), index('b', 'default')),
    run('--extra-index-url {{a}}\n-r more.txt\n', { 'more.txt': '-i {{b}}\n' }),
  ],
  'kept-root': [
    tell(index('a'), index('b', 'default')),
    run('-r more.txt\n-i {{b}}\n', { 'more.txt': '--extra-index-url {{a}}\n' }),
  ],
  'constraints-unread': [
    tell(index('b', 'default')),
    run('-i {{b}}\n-c limits.txt\n', {
      'limits.txt': `--extra-index-url {{a}}\n-r more.txt\n`,
      'more.txt': '--extra-index-url {{c}}\n',
    }),
  ],
  'constraints-command': [
    tell(index('a'), index('b', 'default')),
    run('--extra-index-url {{a}}\n', { 'limits.txt': '-i {{b}}\n' }, { args: ['-c', 'limits.txt'] }),
  ],
};

const setups: readonly Setup[] = [
  ...Object.entries(pip).map(([id, [told, build]]): Setup => ({ id: `pip-in-${id}`, client: 'pip', told, build })),
  ...Object.entries(uv).map(([id, [told, build]]): Setup => ({ id: `uv-in-${id}`, client: 'uv-install', told, build })),
];

/** Each index has the highest version once; then all have the same; then only one has the name. */
const kinds = ['two one one', 'one two one', 'one one two', 'one one one', 'one none none', 'none one none'];

export const includeSituations: readonly Situation[] = setups.flatMap((setup) =>
  kinds.map((said) => {
    const [a = '', b = '', c = ''] = said.split(' ');
    return toSituation(setup, '', { a, b, c });
  }),
);
