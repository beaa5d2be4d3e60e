import { wantsColor } from '../app/environment.ts';
import { readRulePage } from '../app/rule-pages.ts';
import { findNearest } from '../config/nearest.ts';
import { atlas } from '../knowledge/atlas/index.ts';
import { AuditError } from '../model/error.ts';
import { type RuleMeta, ruleGroups } from '../model/rule.ts';
import { type Paint, painter, severityColours } from '../reporters/text/style.ts';
import { wrap } from '../reporters/text/width.ts';
import { rules } from '../rules/index.gen.ts';
import { parseFlags, usage } from './arguments.ts';
import { commandLines } from './command-lines.ts';
import { writeOut } from './lines.ts';
import { renderPage } from './page.ts';

const { flags } = commandLines.explain;
const widest = 100;

/** `gazetteer explain`: the page of a rule; without one, which there are. Status 0; a rule that does not exist is wrong usage. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseFlags(args, flags);
  const [id, ...more] = positionals;
  if (more.length > 0) throw usage(`one rule at a time: ${positionals.join(', ')}`);
  const { env, stdout } = process;
  const paint = painter(values['no-color'] !== true && wantsColor(env, stdout.isTTY));
  const width = Math.min(stdout.columns || 80, widest);
  const metas = rules.map(({ meta }) => meta);
  await writeOut(id === undefined ? listRules(metas, paint) : explainRule(id, metas, width, paint));
  return 0;
}

function explainRule(id: string, metas: readonly RuleMeta[], width: number, paint: Paint): string {
  const meta = metas.find((one) => one.id === id);
  if (meta === undefined) {
    const nearest = findNearest(
      id,
      metas.map((one) => one.id),
    );
    const meant = nearest === undefined ? '' : `did you mean ${nearest}? `;
    throw new AuditError('usage', `there is no rule ${id}`, `${meant}gazetteer explain lists them`);
  }
  const page = readRulePage(id);
  if (page === undefined) throw new Error(`the page of ${id} is missing: the installation is not whole`);
  const [title = '', ...rest] = renderPage(page, width, paint).split('\n');
  return [title, ...describe(meta, paint).flatMap((line) => wrap(line, width)), ...rest].join('\n');
}

function describe(
  { severity, confidence, group, atlas: cited, attack, cwe }: RuleMeta,
  paint: Paint,
): readonly string[] {
  const techniques = cited.techniques.map(({ id }) => `${id} ${atlas.technique(id)?.name ?? ''}`.trimEnd());
  const references = [...techniques, ...attack, ...cwe].join(', ');
  return [
    `${paint(severity, ...severityColours[severity])}, confidence ${confidence}: ${group}`,
    ...(references === '' ? [] : [references]),
  ];
}

function listRules(metas: readonly RuleMeta[], paint: Paint): string {
  const width = Math.max(...metas.map(({ id }) => id.length));
  const groups = ruleGroups.map((group) => {
    const rows = metas
      .filter((meta) => meta.group === group)
      .map(({ id, severity, title }) => {
        const graded = paint(severity.padEnd('critical'.length), ...severityColours[severity]);
        return `  ${id.padEnd(width)}  ${graded}  ${title}\n`;
      });
    return `${paint(group, 'bold')}\n${rows.join('')}`;
  });
  return `${groups.join('\n')}\ngazetteer explain <rule> prints its page.\n`;
}
