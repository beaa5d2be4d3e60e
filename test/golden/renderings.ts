import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { CheckRun, DiffLine } from '../../src/model/channel.ts';
import type { Report } from '../../src/model/report.ts';
import { loadReporter, type ReportContext } from '../../src/model/reporter.ts';
import { renderCheckRun } from '../../src/reporters/github/check-run.ts';
import { reporters } from '../../src/reporters/index.gen.ts';
import { renderComment, renderPage } from '../../src/reporters/markdown/comment.ts';
import { type Suggestions, suggestFixes } from '../../src/reporters/markdown/suggestions.ts';
import { withoutAssets } from './context.ts';

const files: Readonly<Record<string, string>> = {
  github: 'github.txt',
  html: 'report.html',
  json: 'report.json',
  markdown: 'markdown.md',
  navigator: 'navigator.json',
  sarif: 'sarif.json',
  sigma: 'sigma.yml',
  text: 'text.txt',
};

const run = 'https://github.example/acme/shop/actions/runs/1';

/**
 * Holds all that a report is told by, what is written on a pull request too, against the files of a folder; UPDATE_GOLDEN=1
 * writes them anew, to be read as a diff.
 * @param diff lines of the head that the diff shows
 */
export async function expectRenderings(folder: string, report: Report, context: ReportContext, diff: DiffLine) {
  const printed = new Map<string, string>();
  for (const listed of reporters) {
    const reporter = await loadReporter(listed);
    const text = reporter.render(report, context);
    printed.set(files[reporter.id] ?? `${reporter.id}.txt`, reporter.id === 'html' ? (withoutAssets(text) ?? '') : text);
  }
  const page = renderPage(report, context, run);
  printed.set('comment.md', `${renderComment(report, context, { run })}\n`);
  printed.set('check-run.md', printCheckRun(renderCheckRun(report, context, page), page));
  printed.set('review.md', printReview(suggestFixes(report, context, diff, [])));
  for (const [file, text] of printed) {
    const path = join(folder, file);
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, text);
    expect(text, path).toBe(readFileSync(path, 'utf8'));
  }
}

/** The page stands in the comment already. */
function printCheckRun({ name, conclusion, title, summary, annotations }: CheckRun, page: readonly string[]): string {
  const more = summary.slice(page.join('\n').length);
  const places = annotations.map(({ title: heading, message, raw_details: details = '', ...place }) =>
    [`## ${heading}`, JSON.stringify(place), message, details].join('\n'),
  );
  return `${[`# ${name}: ${conclusion}`, `${title}${more}`, ...places].join('\n\n')}\n`;
}

function printReview({ comments, ...counts }: Suggestions): string {
  const placed = comments.map(({ path, line, body }) => `# ${path}:${line}\n\n${body}`);
  return `${[...placed, JSON.stringify(counts)].join('\n\n')}\n`;
}
