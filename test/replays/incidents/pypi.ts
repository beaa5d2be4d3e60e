import type { Change, Incident, PypiTraits } from '../replay.ts';

/** The same for PyPI. Its documents name no account that uploaded a file. */

const earlier = { since: '2020-02-01', versions: '0.1.0 0.2.0 0.5.0 0.9.0' };

/** A release with the token of its people, out of no repository: nothing of that shows but its age, unless it `brings` more. */
function hijacked(
  [id, title, name]: readonly [id: string, title: string, name: string],
  at: string,
  after: string,
  [before, bad]: readonly [before: string, bad: string],
  as: Change['as'],
  brings?: PypiTraits,
): Incident {
  return {
    id,
    title,
    at,
    after,
    expected: brings === undefined ? 'hold' : 'fail',
    rules: ['recent-release', ...(brings === undefined ? [] : ['new-install-script'])],
    pypi: [
      {
        name,
        people: ['maintainer-a', 'maintainer-b'],
        earlier,
        releases: [
          { version: before, when: '-9d' },
          { version: bad, when: '0', ...brings },
        ],
      },
    ],
    change: { as, before: { [name]: before }, after: { [name]: bad } },
  };
}

/** A new name whose wheel puts a file beside it that every start of Python runs. */
const hades: Incident = {
  id: 'hades',
  title: 'Hades: 37 new names, each with a wheel whose *-setup.pth runs by itself',
  at: '2026-06-07T09:00:00Z',
  after: '2d',
  expected: 'fail',
  rules: ['young-package', 'recent-release', 'new-install-script'],
  pypi: [
    { name: 'six', earlier, releases: [{ version: '1.17.0', when: '-500d' }] },
    {
      name: 'acme-ledger-sync',
      people: ['account-x'],
      releases: [{ version: '0.1.0', when: '0', files: ['-py3-none-any.whl'], holds: ['acme_ledger_sync-setup.pth'] }],
    },
  ],
  change: {
    as: 'uv.lock',
    before: { six: '1.17.0' },
    after: { six: '1.17.0', 'acme-ledger-sync': '0.1.0' },
  },
};

/** An invented name that a README told people to install; it held nothing. */
const huggingface: Incident = {
  id: 'huggingface-cli',
  title: 'huggingface-cli: an invented name that 30,000 installed in three months',
  at: '2024-01-10T09:00:00Z',
  after: '20d',
  expected: 'fail',
  rules: ['young-package'],
  pypi: [
    { name: 'six', earlier, releases: [{ version: '1.17.0', when: '-500d' }] },
    {
      name: 'huggingface-cli',
      people: ['account-x'],
      repository: false,
      releases: [{ version: '0.1', when: '0', files: ['.tar.gz'] }],
    },
    { name: 'huggingface-hub', earlier, releases: [{ version: '0.20.0', when: '-30d' }] },
  ],
  change: { as: 'requirements', before: { six: '1.17.0' }, after: { six: '1.17.0', 'huggingface-cli': '0.1' } },
};

/** The same while it still was there: nobody had looked, and only a source archive to be built. */
const huggingfaceLater: Incident = {
  ...huggingface,
  id: 'huggingface-cli-later',
  title: 'huggingface-cli: the same after 95 days',
  after: '95d',
  rules: ['unadopted-package'],
};

export const pypi: readonly Incident[] = [
  hijacked(
    ['litellm', 'LiteLLM: a token stolen through a poisoned action, one to three hours', 'litellm'],
    '2026-03-24T10:00:00Z',
    '1h',
    ['1.82.6', '1.82.7'],
    'requirements',
  ),
  hijacked(
    ['litellm-init', 'LiteLLM: a quarter of an hour later with a litellm_init.pth, which runs by itself', 'litellm'],
    '2026-03-24T10:52:00Z',
    '30m',
    ['1.82.6', '1.82.8'],
    'uv.lock',
    { holds: ['litellm_init.pth'] },
  ),
  hijacked(
    ['telnyx', 'Telnyx: the same wave', 'telnyx'],
    '2026-03-27T04:00:00Z',
    '3h',
    ['4.87.0', '4.87.1'],
    'poetry.lock',
  ),
  hijacked(
    ['xinference', 'Xinference: the same wave', 'xinference'],
    '2026-04-20T10:00:00Z',
    '2h',
    ['2.6.0', '2.6.1'],
    'requirements',
  ),
  hijacked(
    ['lightning', 'lightning: the same wave, runs when it is imported', 'lightning'],
    '2026-04-30T12:00:00Z',
    '2h',
    ['2.6.1', '2.6.2'],
    'uv.lock',
  ),
  hijacked(
    ['durabletask', 'durabletask: the same wave', 'durabletask'],
    '2026-05-20T09:00:00Z',
    '2h',
    ['1.4.0', '1.4.1'],
    'uv.lock',
  ),
  hijacked(
    ['ultralytics', 'Ultralytics: twelve hours', 'ultralytics'],
    '2024-12-04T20:50:00Z',
    '6h',
    ['8.3.40', '8.3.41'],
    'requirements',
  ),
  hijacked(
    ['ultralytics-again', 'Ultralytics: once more, one hour', 'ultralytics'],
    '2024-12-07T01:40:00Z',
    '30m',
    ['8.3.44', '8.3.45'],
    'poetry.lock',
  ),
  hijacked(
    ['num2words', 'num2words: less than twelve hours', 'num2words'],
    '2025-07-28T08:00:00Z',
    '5h',
    ['0.5.14', '0.5.15'],
    'requirements',
  ),
  hades,
  huggingface,
  huggingfaceLater,
];
