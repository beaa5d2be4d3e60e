import type { Draft } from '../../model/rule.ts';
import type { InstallationSubject } from '../../model/subject.ts';
import { sayAddress, sayHost } from '../addresses.ts';
import { quoteFile } from '../evidence.ts';
import { clip, sayName, sayPart, sayVersion } from '../wording.ts';

/** What a log says is no guess: it happened. */
export function checkInstallation({
  installed,
  promised,
  because,
  isPublic,
  at,
}: InstallationSubject): readonly Draft[] {
  const { version, index, url, host } = installed;
  const entry = `${sayName({ dependency: installed })}${version === undefined ? '' : ` ${sayVersion(version)}`}`;
  const origin = isPublic
    ? `the public index (${sayHost(index ?? url ?? host ?? '')})`
    : sayAddress(index ?? url ?? host ?? '');
  const expected =
    promised.length === 0
      ? 'a private index'
      : promised
          .slice(0, 2)
          .map((one) => clip(sayAddress(one), 80))
          .join(' or ');
  return [
    {
      ...(isPublic ? { severity: 'critical' as const } : {}),
      message: `${entry} was installed from ${origin}, not from ${expected} (${sayPart(because, 60)}).`,
      evidence: [quoteFile('installation', at, [index, url, host].filter((one) => one !== undefined).join(' '))],
      remediation: isPublic
        ? 'Treat the machine as compromised until the package is known, and let only the private index serve the name.'
        : 'Find out why the client took it from there, and name the index in the configuration where it is meant.',
    },
  ];
}
