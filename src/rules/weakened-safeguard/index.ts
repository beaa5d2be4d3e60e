import type { Guard } from '../../model/dependency.ts';
import type { Draft, Rule, RuleMeta } from '../../model/rule.ts';
import type { SafeguardSubject } from '../../model/subject.ts';
import { quoteWritten } from '../addresses.ts';
import { sayDuration } from '../durations.ts';
import { quoteFile } from '../evidence.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { findWeakening, sayChange, type Weakening } from '../safeguards.ts';
import { softwareFromElsewhere } from '../supply-chain.ts';
import { sayPart, sayPath } from '../wording.ts';

const meta: RuleMeta = {
  id: 'weakened-safeguard',
  title: 'Weakened safeguard',
  summary:
    'The change sets a client so that it protects less during an installation: it lets code run, takes releases that are younger, or no longer compares what it gets with what was recorded. Also where a project newly says so of what is the default, for that comes before the stricter setting of a user.',
  group: 'Whose is it?',
  severity: 'high',
  confidence: 'high',
  needs: [],
  atlas: softwareFromElsewhere('enables'),
  cwe: ['CWE-693'],
  attack: ['T1195.001'],
  aboutAi: false,
};

/** What the client does from then on. Connections are told by insecure-source. */
const outcomes: Readonly<Record<Exclude<Guard, 'transport'>, string>> = {
  'install-scripts': 'code of packages can run while they are installed',
  'client-code': 'code that is not its own runs inside the client',
  'release-age': 'releases are taken that are younger than before',
  verification: 'what differs from what was recorded or agreed is taken',
};

function sayOutcome({ safeguard, from, to }: Weakening, guard: keyof typeof outcomes): string {
  // Strengths of 0 and 1 are no ages: the setting is about single packages, or turns the age off.
  if (safeguard.guard !== 'release-age' || from <= 1) return outcomes[guard];
  const minutes = (strength: number) => sayDuration(Math.min(strength, 1e9) * 60_000);
  const age = to > 0 ? `of ${minutes(to)} instead of ${minutes(from)}` : `of any age instead of ${minutes(from)}`;
  return `releases are taken at an age ${age}`;
}

/** `yarn-4.1.0.cjs` for `yarn-4.0.0.cjs` is the next release of the same thing. */
const withoutNumbers = (value: string): string => value.replace(/\d+/g, '0');

/** Another file, or address, whose code runs inside the client, where one ran before. */
function findRepointing({ before, after }: SafeguardSubject): Weakening | undefined {
  if (before === undefined || after === undefined || after.guard !== 'client-code') return undefined;
  if (after.strength > after.byDefault || after.strength !== before.strength) return undefined;
  if (withoutNumbers(before.value) === withoutNumbers(after.value)) return undefined;
  return { safeguard: after, from: before.strength, to: after.strength };
}

/**
 * Newly says what the client does by itself: the settings of a project come before those of its users, so that a stricter
 * one of theirs no longer holds.
 */
function findOverride({ before, after }: SafeguardSubject): Weakening | undefined {
  if (before !== undefined || after === undefined || after.strength > 0 || after.byDefault > 0) return undefined;
  const isKnown = after.guard === 'release-age' || scriptSettings.test(after.setting);
  return isKnown ? { safeguard: after, from: 0, to: 0 } : undefined;
}

/** npm, Yarn 1, pnpm, Bun; Yarn 2 and later. */
const scriptSettings = /^(?:ignore-scripts|ignoreScripts|enableScripts)$/;

const remediation = 'Leave the setting as it was, or say in a change of its own why it must protect less.';

/** So many entries that one change adds to a list, or takes out of it, are one decision. */
const manyEntries = 3;

function causeOf({ at, after }: SafeguardSubject, { safeguard }: Weakening, outcome: string): Pick<Draft, 'cause'> {
  const space = safeguard.setting.indexOf(' ');
  if (space === -1) return {};
  const list = safeguard.setting.slice(0, space);
  return {
    cause: {
      key: JSON.stringify([at.path, list, after === undefined]),
      name: quoteWritten(safeguard.setting.slice(space + 1)),
      many: {
        least: manyEntries,
        message: `entries of ${sayPart(list, 60)} in ${sayPath(at.path)} are ${after === undefined ? 'gone' : 'new or changed'}, so that ${outcome}`,
        remediation,
      },
    },
  };
}

export const rule: Rule<SafeguardSubject, NoOptions> = {
  subjects: ['safeguard'],
  meta,
  options: readNoOptions,
  check(subject): readonly Draft[] {
    const override = findOverride(subject);
    const weakening = findWeakening(subject) ?? findRepointing(subject) ?? override;
    if (weakening === undefined) return [];
    const { guard, setting, value } = weakening.safeguard;
    if (guard === 'transport') return [];
    const before = subject.before === undefined ? 'not set before' : `before: ${subject.before.value}`;
    const now = subject.after === undefined ? 'gone' : value;
    return [
      {
        ...(override !== undefined && guard === 'release-age' ? { severity: 'medium' as const } : {}),
        message: `${sayPath(subject.at.path)} ${sayChange(subject)}, so that ${sayOutcome(weakening, guard)}${override === undefined ? '' : ', also where a user is stricter'}.`,
        evidence: [quoteFile('setting', subject.at, `${setting}: ${now} (${before})`)],
        remediation,
        ...causeOf(subject, weakening, sayOutcome(weakening, guard)),
      },
    ];
  },
};
