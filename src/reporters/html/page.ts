import { rankFindings } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import type { ReportContext } from '../../model/reporter.ts';
import { type Html, html } from '../escape-html.ts';
import { verdictSentence, verdictWord } from '../phrases.ts';
import { script, scriptHash, style, styleHash } from './assets.gen.ts';
import { chooseShown, findingsSection } from './findings.ts';
import { graphSection } from './graph.ts';
import { matrixSection } from './matrix.ts';
import { overview } from './overview.ts';
import { runSection } from './run.ts';
import { section } from './section.ts';
import { notesSection, skippedSection, suppressedSection, unverifiedSection } from './sections.ts';
import { timelineSection } from './timeline.ts';

/** Nothing is loaded from anywhere, and nothing runs but the one script whose hash is named. */
const policy = [
  "default-src 'none'",
  `style-src '${styleHash}'`,
  `script-src '${scriptHash}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The page as one file. */
export function renderPage(report: Report, context: ReportContext): string {
  const ranked = rankFindings(report.findings);
  const sections = [
    findingsSection(chooseShown(ranked, context), ranked),
    unverifiedSection(report),
    graphSection(ranked),
    timelineSection(ranked, report.generatedAt),
    matrixSection(ranked, context),
    suppressedSection(report),
    notesSection(report),
    skippedSection(report),
    runSection(report),
  ].flatMap((one) => one ?? []);
  const body = html`<a class="skip" href="#findings">Skip to the findings</a>
${overview(report, ranked, context, sections)}
<main>
${sections.map(section)}</main>
<footer>
<p>${report.tool.name} ${report.tool.version}, ATLAS ${report.knowledge.atlas.content} (relations ${report.knowledge.atlas.relations}). ATLAS is a work of The MITRE Corporation.</p>
</footer>`;
  return printDocument(verdictWord(report), verdictSentence(report, context.policy), body);
}

// Style and script are this project's own, made at build time: they are the only texts that are not escaped.
const printDocument = (verdict: string, sentence: string, body: Html): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="description" content="${html`${sentence}`.text}">
<title>${html`${verdict}: dependency audit by Gazetteer`.text}</title>
<style>${style}</style>
</head>
<body>
${body.text}
<script>${script}</script>
</body>
</html>
`;
