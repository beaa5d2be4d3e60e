import type { Incident, NpmHistory } from '../replay.ts';

/** Packages that nobody in the repository had before: squats, invented names and twins of internal ones. */

const shop: NpmHistory = {
  name: 'left-pad',
  earlier: { since: '2014-03-01', versions: '0.0.1 1.0.0 1.1.0 1.2.0' },
  releases: [{ version: '1.3.0', when: '-1500d' }],
};

interface Squat {
  readonly id: string;
  readonly title: string;
  readonly at: string;
  readonly after: string;
  readonly rules: readonly string[];
  readonly history: NpmHistory;
  readonly bringing?: Readonly<Record<string, string>>;
}

/** A pull request that adds one package. */
function adding({ history, bringing, ...incident }: Squat): Incident {
  const { version } = history.releases.at(-1) ?? { version: '' };
  return {
    ...incident,
    expected: 'fail',
    npm: [shop, { people: ['account-x'], ...history }],
    change: {
      as: 'package-lock',
      before: { 'left-pad': '1.3.0' },
      after: { 'left-pad': '1.3.0', [history.name]: version },
      ...(bringing === undefined ? {} : { with: { after: bringing } }),
    },
  };
}

const hidden = 'http://packages.acme.example/npm/unused-imports';

const phantom = (id: string, title: string, after: string, rules: readonly string[]): Incident =>
  adding({
    id,
    title,
    at: '2025-08-20T12:00:00Z',
    after,
    rules,
    history: {
      name: 'unused-imports',
      repository: false,
      releases: [{ version: '1.0.2', when: '0', dependencies: { 'ui-styles-pkg': hidden } }],
    },
    bringing: { 'ui-styles-pkg': hidden },
  });

/** Names that imitate a used one, or only its theme. */
const squat = (id: string, title: string, at: string, name: string, rules: readonly string[]): Incident =>
  adding({ id, title, at, after: '2d', rules, history: { name, releases: [{ version: '1.0.0', when: '0' }] } });

export const names: readonly Incident[] = [
  phantom('phantomraven', 'PhantomRaven: an invented name whose code comes from an http address', '1d', [
    'insecure-source',
    'young-package',
  ]),
  phantom('phantomraven-later', 'PhantomRaven: the same two months later', '60d', ['insecure-source']),
  adding({
    id: 'sl4x0',
    title: 'sl4x0: the public twin of an internal name, with a version above all others',
    at: '2025-10-02T08:00:00Z',
    after: '5d',
    rules: ['new-install-script', 'version-jump', 'young-package'],
    history: {
      name: 'acme-internal-ui-kit',
      repository: false,
      releases: [{ version: '99.0.1', when: '0', scripts: { preinstall: 'node index.js' } }],
    },
  }),
  adding({
    id: 'sl4x0-later',
    title: 'sl4x0: the same after four months',
    at: '2025-10-02T08:00:00Z',
    after: '120d',
    rules: ['unadopted-package'],
    history: {
      name: 'acme-internal-ui-kit',
      repository: false,
      releases: [{ version: '99.0.1', when: '0', scripts: { preinstall: 'node index.js' } }],
    },
  }),
  ...['20d', '40d', '120d'].map((after) =>
    adding({
      id: `confusion-${after}`,
      title: 'a twin of an internal name with a version above all others, and nothing else',
      at: '2026-02-02T08:00:00Z',
      after,
      rules: ['version-jump'],
      history: {
        name: 'acme-internal-charts',
        repository: false,
        releases: [{ version: '99.9.9', when: '0' }],
      },
    }),
  ),
  squat('sandworm-suport-color', 'SANDWORM_MODE: suport-color', '2026-02-10T10:00:00Z', 'suport-color', [
    'lookalike-name',
    'young-package',
  ]),
  squat('sandworm-rimarf', 'SANDWORM_MODE: rimarf', '2026-02-10T10:05:00Z', 'rimarf', ['young-package']),
  squat('sandworm-claud-code', 'SANDWORM_MODE: claud-code', '2026-02-10T10:10:00Z', 'claud-code', ['young-package']),
  squat('sandworm-naniod', 'SANDWORM_MODE: naniod', '2026-02-10T10:15:00Z', 'naniod', ['young-package']),
  squat('web3-mcp', 'Web3 MCP: a theme, no imitation', '2026-05-08T10:00:00Z', 'acme-wallet-mcp-bridge', [
    'young-package',
  ]),
  squat('polymarket', 'Polymarket: names of a brand', '2026-05-12T10:00:00Z', 'polymarket-acme-trading-bot', [
    'young-package',
  ]),
  squat(
    'react-codeshift',
    'react-codeshift: a name that a model invented, claimed',
    '2026-01-14T10:00:00Z',
    'react-codeshift',
    ['hallucinated-name', 'young-package'],
  ),
];
