import type { ParseArgsConfig } from 'node:util';
import { confidences, severities } from '../model/finding.ts';

/** What stands for a value: a path, one of what the program has, or one of these words. */
export type Values = 'file' | 'folder' | 'format' | 'rule' | readonly string[];

type Flag = NonNullable<ParseArgsConfig['options']>[string] & { readonly values?: Values };

export interface CommandLine {
  readonly flags: Readonly<Record<string, Flag>>;
  /** Of arguments that are no options; left out: anything. */
  readonly values?: Values;
}

const severityOrNever = [...severities, 'never'] as const;
const textOrJson = ['text', 'json'] as const;
const file = { type: 'string', values: 'file' } as const;
const folder = { type: 'string', values: 'folder' } as const;
const text = { type: 'string' } as const;
const choice = <const V extends Values>(values: V) => ({ type: 'string', values }) as const;
const yes = { type: 'boolean' } as const;

/** Every command with its options: they are parsed by this table, and shells complete by it. */
export const commandLines = {
  audit: {
    values: 'folder',
    flags: {
      base: folder,
      head: folder,
      config: file,
      'write-baseline': file,
      format: { ...choice('format'), multiple: true },
      'fail-on': choice(severityOrNever),
      'fail-on-confidence': choice(confidences),
      'on-unverified': choice(['fail', 'warn']),
      offline: yes,
      'no-cache': yes,
      'explain-requests': yes,
      quiet: yes,
      verbose: yes,
      'no-color': yes,
      'no-progress': yes,
      now: text,
    },
  },
  inventory: { values: 'file', flags: { format: choice(textOrJson) } },
  name: {
    flags: {
      dir: folder,
      format: choice(textOrJson),
      config: file,
      offline: yes,
      'no-cache': yes,
      'ignore-adoption': yes,
      'no-color': yes,
    },
  },
  which: {
    flags: {
      dir: folder,
      format: choice(textOrJson),
      config: file,
      offline: yes,
      'no-cache': yes,
      'no-color': yes,
    },
  },
  'verify-log': {
    values: 'file',
    flags: { dir: folder, config: file, since: text, until: text, format: choice(textOrJson) },
  },
  explain: { values: 'rule', flags: { 'no-color': yes } },
  init: {
    values: 'folder',
    flags: { companion: yes, only: choice(['workflow', 'config', 'companion']), action: text },
  },
  completion: { values: ['bash', 'zsh', 'fish'], flags: {} },
} as const satisfies Readonly<Record<string, CommandLine>>;

export type CommandName = keyof typeof commandLines;
