import type { ReportContext } from '../../model/reporter.ts';
import type { RuleMeta } from '../../model/rule.ts';
import { markdownLink, markdownText } from '../escape-markdown.ts';
import { sarifText } from '../escape-sarif.ts';
import { pageOf } from '../phrases.ts';

const maxText = 1024;
/** Sections of a rule's page that serve whoever reads an alert; the examples do not. */
const shown = ['Why', 'What to do', 'When to except', 'Limits'];

/** What GitHub shows beside an alert: it prefers the Markdown. */
export function helpOf(rule: RuleMeta, { helpUri, page }: Pick<ReportContext, 'helpUri' | 'page'>): object {
  const uri = helpUri(rule.id);
  const references = [...rule.atlas.techniques.map(({ id }) => id), ...rule.attack, ...rule.cwe].join(', ');
  const see = references === '' ? '' : `References: ${references}.`;
  const text = [sarifText(rule.summary, maxText), `Read more: ${pageOf({ ruleId: rule.id, helpUri: uri })}`, see];
  const markdown = [
    markdownText(rule.summary, 4 * maxText),
    ...sectionsOf(page(rule.id) ?? ''),
    uri === '' ? '' : markdownLink('What it finds, why, and what to do', uri, maxText),
    markdownText(see, maxText),
  ];
  return { text: join(text), markdown: join(markdown) };
}

const join = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n\n');

/** The page is this project's own Markdown; only its links to files beside it lead nowhere from elsewhere. */
function sectionsOf(page: string): readonly string[] {
  const sections = page.split(/^## /m);
  return shown.flatMap((heading) => {
    const section = sections.find((one) => one.startsWith(`${heading}\n`));
    return section === undefined ? [] : [`## ${section.trim().replace(/\[([^\]\n]*)\]\((?!https:)[^)\n]*\)/g, '$1')}`];
  });
}
