import type { RegistryUse } from '../../model/dependency.ts';
import type { Draft, Rule, RuleMeta, Teller } from '../../model/rule.ts';
import type { RegistrySubject } from '../../model/subject.ts';
import { sayAddress } from '../addresses.ts';
import { quoteFile } from '../evidence.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { servedByAnotherIndex } from '../supply-chain.ts';
import { clip, count, sayPath } from '../wording.ts';

const meta: RuleMeta = {
  id: 'registry-changed',
  title: 'Changed registry',
  summary:
    'The change adds a registry to a file, points one elsewhere or takes one away: from then on another party decides what some names, or all, stand for. Medium where one that stood beside others is taken away, or one is replaced by a public default, a well-known one or one that the configuration of the base side trusts; such a one that is only added is not told.',
  group: 'Whose is it?',
  severity: 'high',
  confidence: 'high',
  needs: [],
  atlas: servedByAnotherIndex,
  cwe: ['CWE-427', 'CWE-1357'],
  attack: ['T1195.001'],
  aboutAi: false,
};

/** What came from the registry that is gone shows what that means. */
const toldBy: readonly Teller[] = [{ rule: 'unexpected-source', hasRemedy: true }];

const mostNames = 3;

/** Which packages would come from there: `npm packages named @acme/*`. */
function sayReach({ ecosystem, names, role }: RegistryUse): string {
  const packages = `${clip(ecosystem, 40)} packages`;
  if (names !== undefined && names.length > 0) {
    const shown = names.slice(0, mostNames).map((name) => clip(name, 60));
    const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : '';
    return `${packages} named ${shown.join(', ')}${more}`;
  }
  return role === 'explicit' || names !== undefined ? `${packages} that point to it` : `all ${packages}`;
}

const serves: Readonly<Record<RegistryUse['role'], string>> = {
  primary: 'would come from it',
  extra: 'would be looked for there too',
  explicit: 'would come from it',
};

const sameAddress = (a: string, b: string): boolean => a.replace(/\/$/, '') === b.replace(/\/$/, '');

/** Archives of the repository or the machine that stand beside the registry: their changes are findings of their own. */
const isFolder = ({ url, role }: RegistryUse): boolean =>
  role === 'extra' && (/^file:/i.test(url) || !/^[a-z][a-z0-9+.-]{0,30}:\/\/|[$%{]/i.test(url));

function sayChange({ use, previous, isGone }: RegistrySubject): string {
  const where = use.within === undefined ? '' : ' for this command';
  if (isGone) return `no longer names the ${isFolder(use) ? 'folder' : 'registry'} ${sayAddress(use.url)}${where}`;
  if (previous === undefined) return `adds the ${isFolder(use) ? 'folder' : 'registry'} ${sayAddress(use.url)}`;
  if (sameAddress(use.url, previous.url))
    return `lets the registry ${sayAddress(use.url)} serve other names than before`;
  return `replaces the registry ${sayAddress(previous.url)} by ${sayAddress(use.url)}`;
}

/** Stands for all packages before and after: where it was one of several, it is the only one now. */
const servesAll = ({ role, names }: RegistryUse): boolean => role !== 'explicit' && names === undefined;

const isSame = ({ use, previous }: RegistrySubject): boolean =>
  previous !== undefined &&
  sameAddress(use.url, previous.url) &&
  ((use.role === 'primary' && servesAll(use) && servesAll(previous)) ||
    (use.role === previous.role && JSON.stringify(use.names) === JSON.stringify(previous.names)));

/** A line that only says what holds without it. */
const saysDefault = ({ previous, isDefault }: RegistrySubject): boolean => previous === undefined && isDefault === true;

const adviceOnFolder =
  'Make sure that the archives in that folder are meant to be installed, and where they come from.';
const adviceOnTrusted = 'Make sure that these names are meant to come from there.';
const adviceOnGone = 'Make sure that none of these names is meant to come from there: what is left serves them now.';
const adviceOnStranger =
  'Find out who runs that registry; where it is right, name it in the configuration of the base branch first.';

/** What it served alone is not to be had any more, or comes from the public registry. */
function tellGone(subject: RegistrySubject): Draft {
  const { use, at, further } = subject;
  const more = further === undefined ? '' : `; the file loses ${count(further, 'further registry line')}`;
  return {
    severity: 'medium',
    message: `${sayPath(at.path)} ${sayChange(subject)}: ${sayReach(use)} would come from what is left${more}.`,
    evidence: [quoteFile('registry', at, `before: ${use.role} ${use.url}`)],
    remediation: adviceOnGone,
    indexes: [sayAddress(use.url)],
    toldBy,
  };
}

export const rule: Rule<RegistrySubject, NoOptions> = {
  subjects: ['registry'],
  meta,
  options: readNoOptions,
  check(subject): readonly Draft[] {
    const { use, previous, trusted, at, further } = subject;
    if (subject.isGone) return [tellGone(subject)];
    // What makes a trusted registry dangerous is what stands beside it: that is `mixed-indexes`.
    if (isSame(subject) || saysDefault(subject) || (trusted && previous === undefined)) return [];
    const folder = isFolder(use);
    const standing = trusted ? ', which is well known or trusted by the configuration' : '';
    const more = further === undefined ? '' : `; the file gains ${count(further, 'further registry line')}`;
    const before = previous === undefined ? '' : `; before: ${previous.role} ${previous.url}`;
    return [
      {
        ...(folder || trusted ? { severity: 'medium' as const } : {}),
        message: `${sayPath(at.path)} ${sayChange(subject)}${standing}: ${sayReach(use)} ${serves[use.role]}${folder ? '; no registry vouches for what lies in it' : ''}${more}.`,
        evidence: [quoteFile('registry', at, `${use.role} ${use.url}${before}`)],
        remediation: folder ? adviceOnFolder : trusted ? adviceOnTrusted : adviceOnStranger,
        indexes: (previous === undefined ? [use.url] : [use.url, previous.url]).map(sayAddress),
        toldBy,
      },
    ];
  },
};
