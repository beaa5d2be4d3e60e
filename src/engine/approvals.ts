import { indexByPackage } from '../config/package-index.ts';
import type { Acceptance } from '../model/report.ts';
import type { AnyRule } from '../model/rule.ts';
import type { JudgedFinding } from './evaluate.ts';

/** Whether the configuration approves a name, whatever its version. */
export function approvesName(approved: readonly string[]): (ecosystem: string, name: string) => boolean {
  const find = indexByPackage(approved, (text) => text);
  return (ecosystem, name) => find(ecosystem, name).some(({ version }) => version === undefined);
}

/** What the configuration approves, for the rules that ask what an approval answers. */
export function readApprovals(
  approved: readonly string[],
  rules: readonly AnyRule[],
): (finding: JudgedFinding) => Acceptance | undefined {
  const find = indexByPackage(approved, (text) => text);
  const kinds = new Map(rules.map(({ meta }) => [meta.id, meta.approvable]));
  return ({ ruleId, package: found, basis }) => {
    const kind = kinds.get(ruleId);
    if (kind === undefined || found === null) return undefined;
    const own = found.version ?? basis.lockedOnly;
    const approval = find(found.ecosystem, found.name).find(({ version }) =>
      version === undefined ? kind === 'name' : version === own,
    );
    return approval === undefined
      ? undefined
      : { by: 'approval', reason: `the configuration approves ${approval.entry}` };
  };
}
