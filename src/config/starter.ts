import { confidences, severities } from '../model/finding.ts';
import { type RuleMeta, ruleGroups } from '../model/rule.ts';
import { defaultPolicy } from './defaults.ts';

/** One key of the configuration, as somebody meets it who has not read about it. */
interface Block {
  /** Lines of prose. */
  readonly about: readonly string[];
  /** Lines that hold where their marks are taken away: the defaults, or an example where there are none. */
  readonly setting: readonly string[];
}

/** Editors take `# ` away where a comment is undone, so that settings have exactly that before them, and prose more. */
const intro = [
  '## What Gazetteer judges by. A change is audited under this file as it stands on the base side, so a pull request that',
  '## edits it does not help itself. Every key may be left out. Lines that begin with "# " are settings: take that away to',
  '## use them. They show the default, or an example where nothing is set by default.',
  'version: 1',
];

/**
 * A configuration that sets nothing and explains every key.
 * @param expires last day of the exception that serves as an example, `YYYY-MM-DD`
 * @param schema address of the schema, by which editors complete and check the file
 */
export function renderStarter(
  rules: readonly Pick<RuleMeta, 'id' | 'group' | 'severity'>[],
  expires: string,
  schema: string,
): string {
  const blocks = [
    ...gateBlocks(),
    ...registryBlocks,
    ...packageBlocks,
    ...costBlocks(),
    ruleBlock(rules),
    ...acceptanceBlocks(expires),
    ...sharingBlocks,
  ];
  const texts = blocks.map(({ about, setting }) => [
    ...about.map((line) => `## ${line}`),
    ...setting.map((line) => `# ${line}`),
  ]);
  // With a tab, as what has a space there is a setting.
  const head = [`#\tyaml-language-server: $schema=${schema}`, ...intro];
  return `${[head, ...texts].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

const listed = (words: readonly string[]): string => words.toReversed().join(', ');

function gateBlocks(): readonly Block[] {
  const { failOn, failOnConfidence, onUnverified } = defaultPolicy;
  return [
    {
      about: [`The least severity of a finding that fails a run: ${listed(severities)}; or never.`],
      setting: [`fail-on: ${failOn}`],
    },
    {
      about: [`The least confidence of a finding that fails a run: ${listed(confidences)}.`],
      setting: [`fail-on-confidence: ${failOnConfidence}`],
    },
    {
      about: ['What becomes of a run that could not verify something: fail, or warn.'],
      setting: [`on-unverified: ${onUnverified}`],
    },
  ];
}

const registryBlocks: readonly Block[] = [
  {
    about: [
      "Registries that serve an ecosystem, instead of what the repository's own files say. A proxy that serves everything",
      'mirrors the public one; of several indexes each has a role: primary, extra, or explicit with the names it serves.',
      'Credentials stand here as variables of the environment only.',
    ],
    setting: [
      'registries:',
      '  npm: { url: "https://npm.acme.example/", mirrors-public: true }',
      '  pypi:',
      `    - { url: "https://\${PIP_USER}:\${PIP_TOKEN}@pypi.acme.example/simple/", role: primary }`,
      '    - { url: "https://wheels.acme.example/simple/", role: explicit, names: ["acme-*"] }',
    ],
  },
  {
    about: ['Addresses that may be contacted besides the public registries and those above. No other host ever is.'],
    setting: ['trusted-registries: ["https://downloads.acme.example/"]'],
  },
  {
    about: ['Names that are meant to live on a private registry only: on the public one they are a finding.'],
    setting: ['private:', '  npm: ["@acme/*", "acme-*"]', '  pypi: ["acme-*"]'],
  },
  {
    about: [
      'Your own published names: no waiting for what your repositories released, and no report of names to come.',
    ],
    setting: ['first-party:', '  npm: ["@acme/*"]', '  repository: github.com/acme/*'],
  },
];

const packageBlocks: readonly Block[] = [
  {
    about: [
      'Packages that somebody looked at: whether such a name is young, unused or like another one is not asked any more; of',
      'one version also whether it is too recent. What is malicious or tampered with is told all the same.',
    ],
    setting: ['approved: [pkg:npm/left-pad, "pkg:npm/@acme/*"]'],
  },
  {
    about: ['Packages that nobody here may use: a finding on the line that brings one in.'],
    setting: ['denied:', '  - package: pkg:npm/event-stream', '    reason: it was hijacked before'],
  },
];

const sharingBlocks: readonly Block[] = [
  {
    about: [
      'Rules whose findings a comment beside them may accept: gazetteer-ignore: <rule> -- <reason>. No comment counts',
      'for any other rule.',
    ],
    setting: ['inline-exceptions: [floating-requirement]'],
  },
  {
    about: [
      'What is known, as gazetteer audit --base none --write-baseline <file> lists it: where everything is audited, only',
      'what is new fails.',
    ],
    setting: ['baseline: .github/gazetteer-baseline.json'],
  },
  {
    about: ['A configuration of another repository that this file is built on; best at a commit, as a branch moves.'],
    setting: ['extends: acme/policy/gazetteer.yml@main'],
  },
  {
    about: ['For a file that others extend: keys that they cannot loosen.'],
    setting: ['locked: [fail-on, on-unverified, denied, rules.known-malicious]'],
  },
];

function costBlocks(): readonly Block[] {
  const { services, budget } = defaultPolicy;
  return [
    {
      about: [
        'Advisory services, each another address of the same interface, or false. Private names are never sent there.',
      ],
      setting: [
        'services:',
        `  osv: ${services.osv}`,
        `  github-advisories: ${services['github-advisories'] !== false}`,
        `  deps-dev: ${services['deps-dev']}`,
      ],
    },
    {
      about: ['What one run may cost. What is left open when it runs out makes the run incomplete.'],
      setting: [`budget: { requests: ${budget.requests}, seconds: ${budget.seconds}, bytes: ${budget.bytes / 1e6}MB }`],
    },
  ];
}

function ruleBlock(rules: readonly Pick<RuleMeta, 'id' | 'group' | 'severity'>[]): Block {
  const width = Math.max(...rules.map(({ id }) => id.length));
  return {
    about: [
      'Rules: off, a severity for all findings of the rule, or a mapping with the options of its page; mode: observe reports',
      'and never fails. The defaults:',
      ...ruleGroups.flatMap((group) => [
        `  ${group}`,
        ...rules
          .filter((rule) => rule.group === group)
          .map(({ id, severity }) => `    ${id.padEnd(width)}  ${severity}`),
      ]),
    ],
    setting: [
      'rules:',
      '  deprecated-package: off',
      '  yanked-version: { severity: high, mode: observe }',
      '  recent-release:',
      '    grades: [{ under: 24h, severity: high }, { under: 7d, severity: medium }]',
      '    packages: { "pkg:npm/@acme/*": off }',
    ],
  };
}

const acceptanceBlocks = (expires: string): readonly Block[] => [
  {
    about: ['Paths that are not audited; a file that a file in use includes is audited all the same.'],
    setting: ['ignore-paths: ["test/fixtures/**"]'],
  },
  {
    about: [
      'Findings that are accepted until a day. The package may be left out, its version too, and its name may hold *; so may',
      'the path. Reason and last day are required.',
    ],
    setting: [
      'exceptions:',
      '  - rule: recent-release',
      '    package: pkg:npm/left-pad@1.3.0',
      '    path: services/api/**',
      '    reason: why this is accepted',
      `    expires: ${expires}`,
    ],
  },
];
